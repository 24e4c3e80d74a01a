/** Finds the passage that a quote was probably copied from, and describes how its characters differ. */
import { foldText } from '../model/names.ts';

/** A part of a text that is compared as one: white space, or a character with its marks. */
interface Cluster {
  start: number;
  printed: string;
  /** Equal for clusters that a reader takes for the same. */
  folded: string;
}

const CLUSTER = /\s+|[\s\S]\p{M}*/gu;

/** What people type for printed punctuation that folding does not make equal, or removes. */
const TYPED = new Map(
  Object.entries({ "'": "'’‘", '"': '“”„«»', '-': '–—‑‐−', '.': '。', ',': '、' }).flatMap(
    ([typed, printed]) => [...printed].map((sign) => [sign, typed] as const),
  ),
);

function* clustersOf(text: string): Generator<Cluster> {
  for (const { 0: printed, index } of text.matchAll(CLUSTER))
    yield {
      start: index,
      printed,
      folded: /^\s/.test(printed) ? ' ' : (TYPED.get(printed) ?? foldText(printed)),
    };
}

/** A document that is searched for several quotes. */
export interface FoldedDocument {
  text: string;
  folded: string;
  /** The offset in the text of each unit of the folded text, and the end of the text. */
  offsets: readonly number[];
}

/** Prepares a document for `nearestPassage`. */
export function foldDocument(text: string): FoldedDocument {
  const parts: string[] = [];
  const offsets: number[] = [];
  for (const { start, folded } of clustersOf(text)) {
    parts.push(folded);
    for (let unit = 0; unit < folded.length; unit++) offsets.push(start);
  }
  offsets.push(text.length);
  return { text, folded: parts.join(''), offsets };
}

/** The passage of a document that reads like a quote; null if there is none. */
export function nearestPassage({ text, folded, offsets }: FoldedDocument, quote: string): string | null {
  const wanted = foldDocument(quote.trim()).folded;
  const at = wanted === '' ? -1 : folded.indexOf(wanted);
  return at === -1 ? null : text.slice(offsets[at], offsets[at + wanted.length]).trim();
}

const MAX_DIFFERENCES = 3;

/** Says which characters of a passage differ from those of a quote that reads like it: “a line break for a space”. */
export const describeDifferences = (passage: string, quote: string): string =>
  shortList(differencesIn(passage, quote.trim()));

/** The first few of a list of differences, each once, and the number of the others. */
export function shortList(differences: readonly string[]): string {
  const all = [...new Set(differences)];
  const shown = all.slice(0, MAX_DIFFERENCES);
  const others = all.length - shown.length;
  if (others > 0) shown.push(`${others} more difference${others === 1 ? '' : 's'}`);
  return shown.join(', ');
}

/** The differences between two texts that read alike, in order. */
export function differencesIn(passage: string, quote: string): string[] {
  const [printed, typed] = [[...clustersOf(passage)], [...clustersOf(quote)]];
  const found: string[] = [];
  for (let i = 0, j = 0; i < printed.length || j < typed.length; ) {
    const [a, b] = [printed[i], typed[j]];
    if (a?.printed === b?.printed) {
      i++;
      j++;
    } else if (a && a.folded === '') {
      found.push(`${nameOf(a.printed)} in “${wordAround(passage, a)}”`);
      i++;
    } else if (b && b.folded === '') {
      found.push(`no ${nameOf(b.printed)} in “${wordAround(quote, b)}”`);
      j++;
    } else {
      // One character can replace several: “ﬁ”, “ß”, “…”.
      let [has, wants] = [a?.folded ?? '', b?.folded ?? ''];
      const from = [i++, j++] as const;
      while (has !== wants && (i < printed.length || j < typed.length)) {
        if (has.length < wants.length && i < printed.length) has += printed[i++]?.folded ?? '';
        else if (j < typed.length) wants += typed[j++]?.folded ?? '';
        else break;
      }
      const part = (clusters: readonly Cluster[], start: number, end: number) =>
        nameOf(
          clusters
            .slice(start, end)
            .map((cluster) => cluster.printed)
            .join(''),
        );
      found.push(`${part(printed, from[0], i)} for ${part(typed, from[1], j)}`);
    }
  }
  return found;
}

/** The letters around an invisible character, which is shown as a dot. */
function wordAround(text: string, { start, printed }: Cluster): string {
  const [before = ''] = /[^\s]{0,20}$/u.exec(text.slice(Math.max(0, start - 20), start)) ?? [];
  const [after = ''] = /^[^\s]{0,20}/u.exec(text.slice(start + printed.length)) ?? [];
  return `${before}·${after}`.replace(/\p{Cf}/gu, '·');
}

const NAMES = new Map([
  [' ', 'a space'],
  ['\n', 'a line break'],
  ['\r\n', 'a line break'],
  ['\u00a0', 'U+00A0 (a no-break space)'],
  ['\u00ad', 'U+00AD (a soft hyphen)'],
  ['\u200b', 'U+200B (a zero-width space)'],
]);

/** A character by its name or code, because different ones can look the same. */
export function nameOf(printed: string): string {
  const codes = Array.from(
    printed,
    (sign) => `U+${sign.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`,
  );
  const name = NAMES.get(printed);
  if (name !== undefined) return name;
  if (HIDDEN.test(printed)) return codes.join(' ');
  // Quotation marks around a sign would be hard to read.
  if (/^[\p{P}\p{S}]+$/u.test(printed))
    return /^[!-~]+$/.test(printed) ? printed : `${printed} (${codes.join(' ')})`;
  return /^[ -~]+$/.test(printed) ? `“${printed}”` : `“${printed}” (${codes.join(' ')})`;
}

/** A character that can't be seen, or that looks like another. */
const HIDDEN = /\p{Cf}|\p{Cc}|\p{M}|(?! )\p{Z}/u;

/** A passage to copy: with escapes, as in a double-quoted YAML string, if some of its characters can't be seen. */
export function printable(passage: string): string {
  if (!HIDDEN.test(passage)) return `“${passage}”`;
  const escaped = JSON.stringify(passage).replace(new RegExp(HIDDEN, 'gu'), (sign) =>
    Array.from(
      { length: sign.length },
      (_, at) => `\\u${sign.charCodeAt(at).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
  return `${escaped} (escaped as in YAML; in a shell, put it in $'…')`;
}
