/** A list of what was left out of a document, for the person who imports it. */

/** Singular and plural of each kind of thing that can be left out. */
const KIND_LABELS = {
  script: ['script', 'scripts'],
  style: ['style sheet', 'style sheets'],
  noscript: ['text for browsers without scripts', 'texts for browsers without scripts'],
  template: ['template', 'templates'],
  drawing: ['drawing', 'drawings'],
  navigation: ['navigation block', 'navigation blocks'],
  header: ['page header', 'page headers'],
  footer: ['footer', 'footers'],
  aside: ['aside', 'asides'],
  form: ['form', 'forms'],
  control: ['button or form field', 'buttons or form fields'],
  embedded: ['embedded page or recording', 'embedded pages or recordings'],
  dialog: ['dialog', 'dialogs'],
  consent: ['cookie notice', 'cookie notices'],
  hidden: ['hidden part', 'hidden parts'],
  annotation: ['formula in source form', 'formulas in source form'],
  outside: ['part outside the main text', 'parts outside the main text'],
  alt: ['description of an image', 'descriptions of images'],
  frontMatter: ['front matter', 'front matters'],
  invisible: ['invisible character', 'invisible characters'],
} as const satisfies Record<string, readonly [string, string]>;

export type DroppedKind = keyof typeof KIND_LABELS;

/** Everything of one kind that was left out: the count and the first few excerpts in words, such as “2 asides (“Also read”)”. */
export interface Dropped {
  what: string;
  count: number;
}

/** Collects what is left out. */
export interface DroppedList {
  add(kind: DroppedKind, texts: Iterable<string>, count?: number): void;
  /** One entry per kind, in the order in which the kinds were first added. */
  list(): Dropped[];
}

/** In characters. */
const EXCERPT_LENGTH = 60;
const EXCERPTS_PER_KIND = 3;

/** Creates an empty list. */
export function droppedList(): DroppedList {
  const kinds = new Map<DroppedKind, { count: number; excerpts: string[] }>();
  return {
    add(kind, texts, count = 1) {
      const entry = kinds.get(kind) ?? { count: 0, excerpts: [] };
      kinds.set(kind, entry);
      entry.count += count;
      const excerpt = entry.excerpts.length < EXCERPTS_PER_KIND ? excerptOf(texts) : '';
      if (excerpt !== '') entry.excerpts.push(`“${excerpt}”`);
    },
    list: () =>
      [...kinds].map(([kind, { count, excerpts }]) => ({
        what:
          `${count} ${KIND_LABELS[kind][count === 1 ? 0 : 1]}` +
          (excerpts.length === 0 ? '' : ` (${excerpts.join(', ')})`),
        count,
      })),
  };
}

/** The first characters of some texts; stops reading once it has enough. */
function excerptOf(texts: Iterable<string>): string {
  let excerpt = '';
  for (const text of texts) {
    excerpt = `${excerpt} ${text.slice(0, EXCERPT_LENGTH * 20)}`.replace(/\s+/g, ' ').trim();
    if (excerpt.length >= EXCERPT_LENGTH) break;
  }
  return truncate(excerpt, EXCERPT_LENGTH);
}

/** Cuts a text to `length` characters; “…” marks the cut. */
export function truncate(text: string, length: number): string {
  const characters = [...text];
  return characters.length > length ? `${characters.slice(0, length).join('').trimEnd()}…` : text;
}
