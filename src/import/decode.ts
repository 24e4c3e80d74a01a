/** From bytes to text: strictly, so that no character is guessed. */
import { headOf } from './sniff.ts';

type Decoded = { text: string } | { fault: string };

const BYTE_ORDER_MARKS: readonly [mark: string, encoding: string][] = [
  ['efbbbf', 'utf-8'],
  ['fffe', 'utf-16le'],
  ['feff', 'utf-16be'],
];

// WHATWG Encoding 9.1 reads bytes 80 to 9F so; Node 20 leaves them as controls.
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

// WHATWG Encoding 10.2: GBK is read as GB 18030, with two characters that Node maps to private ones.
const GB_18030 = new Map([
  ['\ue5e5', '\u3000'],
  ['\ue7c7', '\u1e3f'],
]);

/** Decodes text that stays as it is: UTF-8 only. A byte order mark stays too. */
export function decodeText(bytes: Uint8Array): Decoded {
  const mark = markOf(bytes);
  if (mark !== null && mark !== 'utf-8') return { fault: 'is UTF-16 text; save it as UTF-8 and add that' };
  if (bytes.includes(0))
    return { fault: 'holds zero bytes, as no text does; save its words as UTF-8 text and add that' };
  const text = decode(bytes, 'utf-8', true);
  return text === null ? { fault: 'is not UTF-8 text; save it as UTF-8 and add that' } : { text };
}

/** Decodes a page: by its byte order mark, else by the charset that it declares, else as UTF-8. */
export function decodePage(bytes: Uint8Array): Decoded {
  const declared = charsetOf(headOf(bytes));
  const label = markOf(bytes) ?? declared ?? 'utf-8';
  const encoding = encodingOf(label);
  if (encoding === null)
    return {
      fault: `declares the charset “${label}”, which is unknown; save the page as UTF-8 and add that`,
    };
  const text = decode(bytes, encoding, false);
  if (text !== null) return { text };
  const why =
    declared === null ? 'is not UTF-8 and declares no charset' : `is not the “${label}” that it declares`;
  return { fault: `${why}; save the page as UTF-8 and add that` };
}

const markOf = (bytes: Uint8Array): string | null => {
  const start = Buffer.from(bytes.subarray(0, 3)).toString('hex');
  return BYTE_ORDER_MARKS.find(([mark]) => start.startsWith(mark))?.[1] ?? null;
};

function charsetOf(head: string): string | null {
  const code = head.replace(/<!--[\s\S]*?-->/g, '');
  const [, meta] = /<meta\s[^>]*?charset\s*=\s*["']?\s*([\w:-]+)/i.exec(code) ?? [];
  const [, xml] = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w:-]+)/i.exec(code) ?? [];
  // HTML 13.2.3.2: what was read byte by byte can't be UTF-16, whatever it declares.
  return (meta ?? xml)?.replace(/^utf-?16.*$/i, 'utf-8') ?? null;
}

function encodingOf(label: string): string | null {
  try {
    const { encoding } = new TextDecoder(label);
    return encoding === 'gbk' ? 'gb18030' : encoding;
  } catch {
    return null;
  }
}

function decode(bytes: Uint8Array, encoding: string, ignoreBOM: boolean): string | null {
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
  if (encoding === 'gb18030') text = text.replace(/[\ue5e5\ue7c7]/g, (one) => GB_18030.get(one) ?? one);
  // Where ICU doesn't know a character of a legacy charset, it gives a control or a private character instead of a fault.
  return /[\u0080-\u009f\ue000-\uf8ff]/.test(text) ? null : text;
}
