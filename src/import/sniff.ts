/** What a received document is, by its first bytes and by the ending of its name. */

export type Format = 'text' | 'markdown' | 'html';

const AS_TEXT = 'save it as plain text and add that';
const TRANSCRIBE = 'a source is text, so add a transcript of it';

/** How the files begin that are no text, what they look like, and what to do. */
const BEGINNINGS: readonly [start: string, fault: string][] = [
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

const MAIL = /^(?:from|subject|date|mime-version|snapshot-content-location):/im;
const MAIL_PARTS = /^content-type:\s*multipart\/related/im;
const HTML_START = /^(?:\s|<!--(?:(?!-->)[\s\S])*-->|<\?xml[^>]*>)*<(?:!doctype\s+html|html)[\s>]/i;
const HTML_NAME = /\.x?html?$/i;
const MARKDOWN_NAME = /\.(?:md|markdown)$/i;

const HEAD = 4096;

/** The first bytes, each as one character, without the marks of UTF-16: enough to see ASCII in any encoding. */
export function headOf(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, HEAD)).toString('latin1');
  return /^(?:\u00ff\u00fe|\u00fe\u00ff)/.test(head)
    ? head.slice(2).replaceAll('\0', '')
    : head.replace(/^\u00ef\u00bb\u00bf/, '');
}

/** What the document is; a fault, in words that follow its name, where it is no text. */
export function formatOf(bytes: Uint8Array, name: string | null): Format | { fault: string } {
  const head = headOf(bytes);
  const fault = BEGINNINGS.find(([start]) => head.startsWith(start))?.[1];
  if (fault !== undefined) return { fault };
  if (MAIL.test(head) && MAIL_PARTS.test(head))
    return { fault: 'is a web archive (MHTML); save the page as “HTML only” and add that' };
  if (HTML_START.test(head) || HTML_NAME.test(name ?? '')) return 'html';
  return MARKDOWN_NAME.test(name ?? '') ? 'markdown' : 'text';
}
