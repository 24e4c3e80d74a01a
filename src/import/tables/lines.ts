/** The lines of a file as bytes, and their hashes: the evidence of a cell names a line of a file and its hash. */
import { sha256 } from '../../model/sha256.ts';

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** The lines of a file without their line ends (LF or CRLF). A line end at the end of the file does not start another line. */
export function splitLines(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  let start = 0;
  while (start < bytes.length) {
    const found = bytes.indexOf(LINE_FEED, start);
    const end = found === -1 ? bytes.length : found;
    const hasReturn = found !== -1 && end > start && bytes[end - 1] === CARRIAGE_RETURN;
    lines.push(bytes.subarray(start, hasReturn ? end - 1 : end));
    start = end + 1;
  }
  return lines;
}

/** The SHA-256 of a line without its line end, as 64 hexadecimal digits. */
export const lineHash = (line: Uint8Array): string => sha256(line);
