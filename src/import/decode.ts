/** Decodes bytes to text. Invalid bytes are a fault; they are never replaced. */
import { asciiHead } from './sniff.ts';

/** A fault completes a sentence that starts with the name of the document. */
type Decoded = { text: string } | { fault: string };

const BYTE_ORDER_MARKS: readonly [mark: string, encoding: string][] = [
  ['efbbbf', 'utf-8'],
  ['fffe', 'utf-16le'],
  ['feff', 'utf-16be'],
];

// The WHATWG Encoding Standard (9.1) maps bytes 80 to 9F to these; Node 20 leaves them as control characters.
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

// The WHATWG Encoding Standard (10.2) decodes GBK as GB 18030; Node maps these two characters to private ones.
const GB_18030 = new Map([
  ['\ue5e5', '\u3000'],
  ['\ue7c7', '\u1e3f'],
]);

/** Decodes a plain text, which must be UTF-8. A byte order mark is kept, so that the text equals its bytes. */
export function decodeText(bytes: Uint8Array): Decoded {
  const marked = byteOrderMark(bytes);
  if (marked !== null && marked !== 'utf-8')
    return { fault: 'is UTF-16 text; save it as UTF-8 and add that' };
  if (bytes.includes(0))
    return { fault: 'contains NUL bytes, so it is not text; save its words as UTF-8 text and add that' };
  const text = decodeStrictly(bytes, 'utf-8', true);
  return text === null ? { fault: 'is not UTF-8 text; save it as UTF-8 and add that' } : { text };
}

/** Decodes a page by its byte order mark, or else by the charset that it declares, or else as UTF-8. */
export function decodePage(bytes: Uint8Array): Decoded {
  const declared = declaredCharset(asciiHead(bytes));
  const label = byteOrderMark(bytes) ?? declared ?? 'utf-8';
  const encoding = encodingFor(label);
  if (encoding === null)
    return {
      fault: `declares the charset “${label}”, which is unknown; save the page as UTF-8 and add that`,
    };
  const text = decodeStrictly(bytes, encoding, false);
  if (text !== null) return { text };
  const why =
    declared === null
      ? 'is not UTF-8 and declares no charset'
      : `is not valid in the charset “${label}” that it declares`;
  return { fault: `${why}; save the page as UTF-8 and add that` };
}

/** The encoding that a byte order mark shows; null if there is no mark. */
function byteOrderMark(bytes: Uint8Array): string | null {
  const start = Buffer.from(bytes.subarray(0, 3)).toString('hex');
  return BYTE_ORDER_MARKS.find(([mark]) => start.startsWith(mark))?.[1] ?? null;
}

function declaredCharset(head: string): string | null {
  const code = head.replace(/<!--[\s\S]*?-->/g, '');
  const [, meta] = /<meta\s[^>]*?charset\s*=\s*["']?\s*([\w:-]+)/i.exec(code) ?? [];
  const [, xml] = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w:-]+)/i.exec(code) ?? [];
  // HTML 13.2.3.2: a declaration that is readable as single bytes can't be in UTF-16.
  return (meta ?? xml)?.replace(/^utf-?16.*$/i, 'utf-8') ?? null;
}

/** The encoding that the WHATWG standard uses for a label; null if the label is unknown. */
function encodingFor(label: string): string | null {
  try {
    const { encoding } = new TextDecoder(label);
    return encoding === 'gbk' ? 'gb18030' : encoding;
  } catch {
    return null;
  }
}

/** Decodes bytes; null if some are invalid in the encoding. */
function decodeStrictly(bytes: Uint8Array, encoding: string, ignoreBOM: boolean): string | null {
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true, ignoreBOM }).decode(bytes);
  } catch {
    return null;
  }
  if (encoding.startsWith('utf')) return text;
  if (encoding === 'windows-1252')
    text = text.replace(
      /[\u0080-\u009f]/g,
      (control) => WINDOWS_1252[control.charCodeAt(0) - 0x80] ?? control,
    );
  if (encoding === 'gb18030')
    text = text.replace(/[\ue5e5\ue7c7]/g, (character) => GB_18030.get(character) ?? character);
  // For an invalid byte of a legacy charset, ICU returns a control or private-use character instead of failing.
  return /[\u0080-\u009f\ue000-\uf8ff]/.test(text) ? null : text;
}
