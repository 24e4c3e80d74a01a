/** Which elements of a page are furniture: as far as the markup itself says so. */
import { attribute, type Element } from './html-tree.ts';

/** What can be left out of a page, in words: one, and several. */
const WORDS = {
  script: ['script', 'scripts'],
  style: ['style sheet', 'style sheets'],
  scriptless: ['text for browsers without scripts', 'texts for browsers without scripts'],
  template: ['template', 'templates'],
  drawing: ['drawing', 'drawings'],
  navigation: ['navigation block', 'navigation blocks'],
  header: ['page header', 'page headers'],
  footer: ['footer', 'footers'],
  aside: ['aside', 'asides'],
  form: ['form', 'forms'],
  control: ['button or form field', 'buttons or form fields'],
  embedded: ['embedded page or trackReads', 'embedded pages or recordings'],
  dialog: ['dialog', 'dialogs'],
  consent: ['cookie notice', 'cookie notices'],
  hidden: ['hidden part', 'hidden parts'],
  annotation: ['formula in source form', 'formulas in source form'],
  outside: ['part outside the main text', 'parts outside the main text'],
  alt: ['description of an image', 'descriptions of images'],
  frontMatter: ['front matter', 'front matters'],
  invisible: ['invisible character', 'invisible characters'],
} as const satisfies Record<string, readonly [string, string]>;

/** A kind of thing that is left out of a page. */
export type DroppedKind = keyof typeof WORDS;

/** The words for so many things of a kind: “3 scripts”. */
export const countOf = (kind: DroppedKind, count: number): string =>
  `${count} ${WORDS[kind][count === 1 ? 0 : 1]}`;

const BY_NAME = new Map<string, DroppedKind>([
  ['script', 'script'],
  ['style', 'style'],
  ['noscript', 'scriptless'],
  ['noembed', 'scriptless'],
  ['noframes', 'scriptless'],
  ['template', 'template'],
  ['svg', 'drawing'],
  ['canvas', 'drawing'],
  ['nav', 'navigation'],
  ['footer', 'footer'],
  ['aside', 'aside'],
  ['form', 'form'],
  ['button', 'control'],
  ['select', 'control'],
  ['textarea', 'control'],
  ['datalist', 'control'],
  ['iframe', 'embedded'],
  ['object', 'embedded'],
  ['audio', 'embedded'],
  ['video', 'embedded'],
  ['dialog', 'dialog'],
  ['annotation', 'annotation'],
  ['annotation-xml', 'annotation'],
]);

// WAI-ARIA 1.2, landmark and widget roles.
const BY_ROLE = new Map<string, DroppedKind>([
  ['navigation', 'navigation'],
  ['menu', 'navigation'],
  ['menubar', 'navigation'],
  ['toolbar', 'navigation'],
  ['contentinfo', 'footer'],
  ['complementary', 'aside'],
  ['search', 'form'],
  ['form', 'form'],
  ['button', 'control'],
  ['dialog', 'dialog'],
  ['alertdialog', 'dialog'],
]);

// The names by which Bootstrap, WordPress and the public sector hide words from sight.
const HIDDEN_CLASS = /(?:^|\s)(?:sr-only|visually-hidden|screen-reader-text)(?:\s|$)/;
const CONSENT_NAME = /(?:^|\s)(?:onetrust|cookie-?(?:banner|bar|notice|consent|law)|gdpr)/i;
const HIDDEN_STYLE = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i;
const FRAME = new Set(['html', 'head', 'body']);

/** Why an element is furniture; null where its markup doesn't say so. */
export function furnitureKind(element: Element): DroppedKind | null {
  const { tagName } = element;
  if (FRAME.has(tagName)) return null;
  if (element.attrs.length === 0 && !BY_NAME.has(tagName)) return null;
  if (isHidden(element)) return 'hidden';
  if (tagName === 'footer' && insideQuotation(element)) return null;
  return BY_NAME.get(tagName) ?? BY_ROLE.get(roleOf(element)) ?? (isConsent(element) ? 'consent' : null);
}

/** Whether this kind is left out only where it doesn't hold most of the page: some sites put the whole page into a form. */
export const mayHoldThePage = (kind: DroppedKind): boolean => kind === 'form' || kind === 'consent';

/** The first ARIA role of an element; empty where it has none. */
export const roleOf = (element: Element): string =>
  attribute(element, 'role')?.toLowerCase().split(/\s+/)[0] ?? '';

function isHidden(element: Element): boolean {
  const hidden = attribute(element, 'hidden');
  return (
    (hidden !== null && hidden !== 'until-found') ||
    HIDDEN_STYLE.test(attribute(element, 'style') ?? '') ||
    HIDDEN_CLASS.test(attribute(element, 'class') ?? '')
  );
}

const isConsent = (element: Element): boolean =>
  CONSENT_NAME.test(attribute(element, 'id') ?? '') || CONSENT_NAME.test(attribute(element, 'class') ?? '');

// The footer of a quotation names who said it.
const insideQuotation = ({ parentNode }: Element): boolean => parentNode?.nodeName === 'blockquote';
