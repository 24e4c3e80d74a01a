/** Recognises boilerplate by its markup: elements of a page that are not part of its text. */
import type { DroppedKind } from './dropped.ts';
import { attribute, type Element } from './html-tree.ts';

const KIND_BY_TAG = new Map<string, DroppedKind>([
  ['script', 'script'],
  ['style', 'style'],
  ['noscript', 'noscript'],
  ['noembed', 'noscript'],
  ['noframes', 'noscript'],
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

/** Landmark and widget roles of WAI-ARIA 1.2. */
const KIND_BY_ROLE = new Map<string, DroppedKind>([
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

// Class names that Bootstrap, WordPress and government sites use for text that only screen readers get.
const HIDDEN_CLASS = /(?:^|\s)(?:sr-only|visually-hidden|screen-reader-text)(?:\s|$)/;
const CONSENT_NAME = /(?:^|\s)(?:onetrust|cookie-?(?:banner|bar|notice|consent|law)|gdpr)/i;
const HIDDEN_STYLE = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i;

/** Returns which kind of boilerplate an element is; null if its markup does not show that it is any. */
export function boilerplateKind(element: Element): DroppedKind | null {
  const { tagName, parentNode } = element;
  // Some sites hide the whole page until a script has loaded.
  if (['html', 'head', 'body'].includes(tagName)) return null;
  if (isHidden(element)) return 'hidden';
  // The footer of a quotation names who said it.
  if (tagName === 'footer' && parentNode?.nodeName === 'blockquote') return null;
  return (
    KIND_BY_TAG.get(tagName) ?? KIND_BY_ROLE.get(roleOf(element)) ?? (isConsent(element) ? 'consent' : null)
  );
}

/** True for kinds that some sites wrap around the whole page; such an element is kept if it contains most of the words. */
export const canWrapPage = (kind: DroppedKind): boolean => kind === 'form' || kind === 'consent';

/** The first ARIA role of an element; empty if it has none. */
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
