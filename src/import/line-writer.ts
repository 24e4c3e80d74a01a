/**
 * Writes text as a browser shows it: white space collapsed, one line per paragraph, a blank line between paragraphs.
 *
 * A no-break space becomes a plain space, as when text is copied from a browser: the two look the same, so nobody could
 * type a quote that contains one. Invisible characters are dropped for the same reason. All other characters are kept,
 * curly quotes and dashes included.
 */

const WHITE_SPACE = /([\t\n\f\r \u0085\u00a0\u2028\u2029\u3000]+)/;

// Controls, soft hyphen, zero-width space, word joiner, byte order mark. Zero-width joiners and bidi marks change how a word
// is shown, so they are kept.
const DROPPED_CHARACTERS =
  /[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u200b\u2060\ufeff]/g;

// Scripts without spaces between words: a line break in the HTML between two such characters is not a space.
const UNSPACED_CHARACTER =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3001-\u303f\uff01-\uff60]/u;

/** Receives the text of a page piece by piece. */
export interface LineWriter {
  /** Adds text and collapses its white space. */
  text(value: string): void;
  /** Adds text and keeps its spaces and line breaks. */
  preformatted(value: string): void;
  /** Starts a new line (1) or a new paragraph (2), if text follows. */
  gap(lines: 1 | 2): void;
  /** Ends the line, as `<br>` does; two in a row make a blank line. */
  lineBreak(): void;
  /** Starts a table row, which is one line; line breaks in it become spaces. */
  startRow(): void;
  nextCell(): void;
  endRow(): void;
  /** Returns the current position, for `since`. */
  mark(): number;
  /** Returns the text written since a mark, as one line. */
  since(mark: number): string;
  /** Returns the whole text, which ends with one line break; empty if nothing was written. */
  finish(): string;
  /** Returns how many invisible characters were dropped. */
  droppedCharacters(): number;
}

/** Creates an empty writer. */
export function lineWriter(): LineWriter {
  const out: string[] = [];
  let gap = 0;
  /** White space before the next words, still to be collapsed. */
  let white = '';
  /** Preformatted spaces before the next words. */
  let keptSpaces = '';
  let inRow = false;
  let cellEnds = 0;
  let droppedCharacters = 0;

  const atLineStart = () => out.length === 0 || gap > 0;

  function collapsed(next: string): string {
    if (white === '') return '';
    const wide = white.match(/\u3000+/);
    if (wide !== null) return wide[0];
    const isCodeBreak = /[\n\r]/.test(white) && !white.includes('\u00a0');
    const isUnspaced =
      UNSPACED_CHARACTER.test(lastCharacter(out.at(-1) ?? '')) &&
      UNSPACED_CHARACTER.test(firstCharacter(next));
    return isCodeBreak && isUnspaced ? '' : ' ';
  }

  function add(words: string): void {
    const start = atLineStart();
    const before =
      cellEnds > 0
        ? (start ? '' : ' ') + '| '.repeat(cellEnds)
        : keptSpaces + (start ? '' : collapsed(words));
    if (gap > 0 && out.length > 0) out.push('\n'.repeat(gap));
    out.push(before + words);
    gap = 0;
    white = '';
    keptSpaces = '';
    cellEnds = 0;
  }

  function endLine(lines: number): void {
    if (inRow) {
      white += ' ';
      return;
    }
    gap = lines;
    white = '';
    keptSpaces = '';
  }

  function dropInvisible(value: string): string {
    const visible = value.replace(DROPPED_CHARACTERS, '');
    // Each of these characters is one UTF-16 unit.
    droppedCharacters += value.length - visible.length;
    return visible;
  }

  const writer: LineWriter = {
    text(value) {
      for (const [index, piece] of dropInvisible(value).split(WHITE_SPACE).entries()) {
        if (piece === '') continue;
        if (index % 2 === 1) white += piece;
        else add(piece);
      }
    },
    preformatted(value) {
      for (const [index, line] of dropInvisible(value)
        .replaceAll('\u00a0', ' ')
        .split(/\r\n?|\n/)
        .entries()) {
        if (index > 0) writer.lineBreak();
        const words = line.trimEnd();
        if (words !== '') add(words);
        keptSpaces += line.slice(words.length);
      }
    },
    gap: (lines) => endLine(Math.max(gap, lines)),
    lineBreak: () => endLine(Math.min(gap + 1, 2)),
    startRow() {
      writer.gap(1);
      inRow = true;
    },
    nextCell() {
      cellEnds += 1;
    },
    endRow() {
      inRow = false;
      cellEnds = 0;
      writer.gap(1);
    },
    mark: () => out.length,
    since: (mark) => out.slice(mark).join('').replace(/\s+/g, ' ').trim(),
    finish: () => (out.length === 0 ? '' : `${out.join('')}\n`),
    droppedCharacters: () => droppedCharacters,
  };
  return writer;
}

const firstCharacter = (text: string): string => String.fromCodePoint(text.codePointAt(0) ?? 0);
const lastCharacter = (text: string): string => [...text.slice(-2)].at(-1) ?? '';
