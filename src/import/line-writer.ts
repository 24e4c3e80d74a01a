/**
 * Text as a browser would show it: white space collapsed, one paragraph a line, a blank line between paragraphs.
 *
 * A no-break space becomes a plain space: the two look alike, browsers copy it as a plain space, and a quote that holds it
 * could be neither typed nor seen to differ. Characters that can't be seen are left out for the same reason. All others,
 * curly quotes and dashes among them, stay as they are.
 */

const WHITE = /([\t\n\f\r \u0085\u00a0\u2028\u2029\u3000]+)/;

// Controls, soft hyphen, zero-width space, word joiner, byte order mark. Joiners and bidi marks shape words, so they stay.
const INVISIBLE = /[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u200b\u2060\ufeff]/g;

// A line end in the code of a page is no space between two characters of scripts that are written without spaces.
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3001-\u303f\uff01-\uff60]/u;

/** Takes the text of a page piece by piece. */
export interface LineWriter {
  /** Adds text whose white space collapses. */
  text(value: string): void;
  /** Adds text whose spaces and line ends stand. */
  preformatted(value: string): void;
  /** Starts a new line, `lines` below the last: 1 for a line, 2 for a paragraph. */
  gap(lines: 1 | 2): void;
  /** Ends the line, as `<br>` does; a second one makes a blank line. */
  lineBreak(): void;
  /** Begins a row of a table; until its end no line is broken. */
  startRow(): void;
  nextCell(): void;
  endRow(): void;
  /** A place in the text, for `since`. */
  mark(): number;
  /** What was written since a mark, on one line. */
  since(mark: number): string;
  /** The whole text, with one line end at its end; empty where nothing was written. */
  finish(): string;
  /** How many characters that can't be seen were left out. */
  invisible(): number;
}

/** A writer with nothing written. */
export function lineWriter(): LineWriter {
  const out: string[] = [];
  let gap = 0;
  /** White space that waits for the next words, and collapses before them. */
  let white = '';
  /** Preformatted spaces that wait for the next words, and stand. */
  let standing = '';
  let inRow = false;
  let cellEnds = 0;
  let invisible = 0;

  const atLineStart = () => out.length === 0 || gap > 0;

  function collapsed(next: string): string {
    if (white === '') return '';
    const wide = white.match(/\u3000+/);
    if (wide !== null) return wide[0];
    const onlySource = /[\n\r]/.test(white) && !white.includes('\u00a0');
    const joins = UNSPACED.test(lastCharacter(out.at(-1) ?? '')) && UNSPACED.test(firstCharacter(next));
    return onlySource && joins ? '' : ' ';
  }

  function add(words: string): void {
    const start = atLineStart();
    const before =
      cellEnds > 0 ? (start ? '' : ' ') + '| '.repeat(cellEnds) : standing + (start ? '' : collapsed(words));
    if (gap > 0 && out.length > 0) out.push('\n'.repeat(gap));
    out.push(before + words);
    gap = 0;
    white = '';
    standing = '';
    cellEnds = 0;
  }

  function endLine(lines: number): void {
    if (inRow) {
      white += ' ';
      return;
    }
    gap = lines;
    white = '';
    standing = '';
  }

  const withoutInvisible = (value: string) =>
    value.replace(INVISIBLE, () => {
      invisible += 1;
      return '';
    });

  const writer: LineWriter = {
    text(value) {
      for (const [index, piece] of withoutInvisible(value).split(WHITE).entries()) {
        if (piece === '') continue;
        if (index % 2 === 1) white += piece;
        else add(piece);
      }
    },
    preformatted(value) {
      for (const [index, line] of withoutInvisible(value)
        .replaceAll('\u00a0', ' ')
        .split(/\r\n?|\n/)
        .entries()) {
        if (index > 0) writer.lineBreak();
        const words = line.trimEnd();
        if (words !== '') add(words);
        standing += line.slice(words.length);
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
    invisible: () => invisible,
  };
  return writer;
}

const firstCharacter = (text: string): string => String.fromCodePoint(text.codePointAt(0) ?? 0);
const lastCharacter = (text: string): string => [...text.slice(-2)].at(-1) ?? '';
