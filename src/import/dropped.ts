/** The account of what was left out of a page. */
import { countOf, type DroppedKind } from './boilerplate.ts';

/** One kind of thing that was left out: in words for a person, with the words with which the first few of them begin. */
export interface Dropped {
  what: string;
  count: number;
}

/** Counts what is left out. */
export interface DroppedList {
  add(kind: DroppedKind, texts: Iterable<string>, count?: number): void;
  /** Everything counted, in the order in which each kind first came. */
  list(): Dropped[];
}

const EXCERPT = 60;
const EXCERPTS = 3;

/** An empty account. */
export function droppedList(): DroppedList {
  const kinds = new Map<DroppedKind, { count: number; excerpts: string[] }>();
  return {
    add(kind, texts, count = 1) {
      const entry = kinds.get(kind) ?? { count: 0, excerpts: [] };
      kinds.set(kind, entry);
      entry.count += count;
      const excerpt = entry.excerpts.length < EXCERPTS ? excerptOf(texts) : '';
      if (excerpt !== '') entry.excerpts.push(`“${excerpt}”`);
    },
    list: () =>
      [...kinds].map(([kind, { count, excerpts }]) => ({
        what: countOf(kind, count) + (excerpts.length === 0 ? '' : ` (${excerpts.join(', ')})`),
        count,
      })),
  };
}

function excerptOf(texts: Iterable<string>): string {
  const words: string[] = [];
  let length = 0;
  for (const text of texts) {
    const piece = text
      .slice(0, EXCERPT * 20)
      .replace(/\s+/g, ' ')
      .trim();
    if (piece === '') continue;
    words.push(piece);
    length += piece.length + 1;
    if (length > EXCERPT) break;
  }
  return shorten(words.join(' '), EXCERPT);
}

/** The text, cut to so many characters, with “…” where something was cut. */
export function shorten(text: string, length: number): string {
  const characters = [...text.slice(0, 2 * length + 2)];
  return characters.length > length ? `${characters.slice(0, length).join('').trimEnd()}…` : text;
}
