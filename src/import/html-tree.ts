/** The only module that uses parse5: parses HTML into the tree that the HTML standard defines. Traversals do not recurse, since pages can nest deeply. */
import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parse } from 'parse5';

export type Element = DefaultTreeAdapterTypes.Element;
export type ParentNode = DefaultTreeAdapterTypes.ParentNode;
type ChildNode = DefaultTreeAdapterTypes.ChildNode;

/** Callbacks of `walk`. `enter` returns whether to visit what is inside the element; `leave` is called only if it did. */
export interface Visitor {
  enter(element: Element): boolean;
  leave?(element: Element): void;
  text?(value: string): void;
}

// The HTML standard copies each formatting element that was never closed into every later paragraph, so that a page with
// thousands of them would need quadratic memory.
const EXTRA_ELEMENTS = 100_000;

class TooManyElements extends Error {}

/** Parses a page, with the lines of its elements if asked; null if unclosed formatting elements would multiply too much. */
export function parseHtml(html: string, withLines = false): ParentNode | null {
  let allowed = EXTRA_ELEMENTS + 4 * (html.split('<').length - 1);
  const treeAdapter = {
    ...defaultTreeAdapter,
    createElement(...args: Parameters<typeof defaultTreeAdapter.createElement>) {
      if (--allowed < 0) throw new TooManyElements();
      return defaultTreeAdapter.createElement(...args);
    },
  };
  try {
    return parse(html, { treeAdapter, sourceCodeLocationInfo: withLines });
  } catch (error) {
    if (error instanceof TooManyElements) return null;
    throw error;
  }
}

/** Visits the nodes inside `root` in document order. */
export function walk(root: ParentNode, visitor: Visitor): void {
  const path = [{ node: root, next: 0 }];
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const child: ChildNode | undefined = top.node.childNodes[top.next++];
    if (child === undefined) {
      path.pop();
      if ('tagName' in top.node && path.length > 0) visitor.leave?.(top.node);
    } else if ('tagName' in child) {
      if (visitor.enter(child)) path.push({ node: child, next: 0 });
    } else if (child.nodeName === '#text' && 'value' in child) {
      visitor.text?.(child.value);
    }
  }
}

/** Elements whose text is code or markup. */
const CODE_TAGS = ['script', 'style', 'noscript', 'iframe', 'noembed', 'noframes'];

/** Yields the texts inside an element in document order, without code. */
export function* textsIn(element: Element): Generator<string> {
  const stack: ChildNode[] = [element];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.nodeName === '#text' && 'value' in node) yield node.value;
    else if ('tagName' in node && !CODE_TAGS.includes(node.tagName)) {
      for (const child of node.childNodes.toReversed()) stack.push(child);
    }
  }
}

/** The trimmed value of an attribute; null if the element does not have it. */
export const attribute = (element: Element, name: string): string | null =>
  element.attrs.find((one) => one.name === name)?.value.trim() ?? null;
