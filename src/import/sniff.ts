/** Detects the format of a document from its first bytes and its file extension. */

export type DocumentFormat = 'text' | 'markdown' | 'html';

const AS_TEXT = 'save it as plain text and add that';
const TRANSCRIBE = 'a source is text, so add a transcript of it';

/** How files that are not text begin, with the fault to report: what the file is and what to do. */
const SIGNATURES: readonly [start: string, fault: string][] = [
  ['%PDF-', 'is a PDF; save its words as a text file (pdftotext, or copy and paste) and add that'],
  ['{\\rtf', `is a rich text document; ${AS_TEXT}`],
  ['PK\u0003\u0004', `is a zip archive or an office document; unpack it, or ${AS_TEXT}`],
  ['\u00d0\u00cf\u0011\u00e0', `is an old office document; ${AS_TEXT}`],
  ['bplist00', 'is a web archive of Safari; save the page as its source (HTML) and add that'],
  ['\u001f\u008b', 'is a gzip archive; unpack it and add what is in it'],
  ['7z\u00bc\u00af', 'is a 7-Zip archive; unpack it and add what is in it'],
  ['\u0089PNG', `is a PNG image; ${TRANSCRIBE}`],
  ['\u00ff\u00d8\u00ff', `is a JPEG image; ${TRANSCRIBE}`],
  ['GIF8', `is a GIF image; ${TRANSCRIBE}`],
  ['RIFF', `is an image, a sound or a film; ${TRANSCRIBE}`],
];

const MAIL_HEADER = /^(?:from|subject|date|mime-version|snapshot-content-location):/im;
const MULTIPART_HEADER = /^content-type:\s*multipart\/related/im;
const HTML_START = /^(?:\s|<!--(?:(?!-->)[\s\S])*-->|<\?xml[^>]*>)*<(?:!doctype\s+html|html)[\s>]/i;
const HTML_EXTENSION = /\.x?html?$/i;
const MARKDOWN_EXTENSION = /\.(?:md|markdown)$/i;

const HEAD_BYTES = 4096;

/** The first 4,096 bytes as Latin-1, without byte order mark and, in UTF-16, without zero bytes: ASCII in it is readable in any encoding. */
export function asciiHead(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, HEAD_BYTES)).toString('latin1');
  return /^(?:\u00ff\u00fe|\u00fe\u00ff)/.test(head)
    ? head.slice(2).replaceAll('\0', '')
    : head.replace(/^\u00ef\u00bb\u00bf/, '');
}

/** Detects the format; a document that is not text is a fault, which completes a sentence that starts with its name. */
export function detectFormat(bytes: Uint8Array, fileName: string | null): DocumentFormat | { fault: string } {
  const head = asciiHead(bytes);
  const fault = SIGNATURES.find(([start]) => head.startsWith(start))?.[1];
  if (fault !== undefined) return { fault };
  if (MAIL_HEADER.test(head) && MULTIPART_HEADER.test(head))
    return { fault: 'is a web archive (MHTML); save the page as “HTML only” and add that' };
  if (HTML_START.test(head) || HTML_EXTENSION.test(fileName ?? '')) return 'html';
  return MARKDOWN_EXTENSION.test(fileName ?? '') ? 'markdown' : 'text';
}
