/** The only home of parse5: HTML as the tree that the HTML standard prescribes, walked without recursion, so that depth costs no stack. */
import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parse } from 'parse5';

export type Element = DefaultTreeAdapterTypes.Element;
export type ParentNode = DefaultTreeAdapterTypes.ParentNode;
type Node = DefaultTreeAdapterTypes.ChildNode;

/** What a walk does at each node; `enter` says whether to go into the element, `leave` follows only where it did. */
export interface Visitor {
  enter(element: Element): boolean;
  leave?(element: Element): void;
  text?(value: string, parent: ParentNode): void;
}

// The standard copies formatting elements that were never closed into every paragraph after them. A page with thousands
// of them, each different, would grow by the square.
const FREE_COPIES = 100_000;

class TooManyCopies extends Error {}

/** The tree of a page; null where its tags are so badly closed that it would grow without end. */
export function parseHtml(html: string): ParentNode | null {
  let left = FREE_COPIES + 4 * (html.split('<').length - 1);
  const treeAdapter = {
    ...defaultTreeAdapter,
    createElement(...args: Parameters<typeof defaultTreeAdapter.createElement>) {
      if (--left < 0) throw new TooManyCopies();
      return defaultTreeAdapter.createElement(...args);
    },
  };
  try {
    return parse(html, { treeAdapter });
  } catch (error) {
    if (error instanceof TooManyCopies) return null;
    throw error;
  }
}

/** Visits what is inside `root`, in the order of the page. */
export function walk(root: ParentNode, visitor: Visitor): void {
  const path = [{ node: root, next: 0 }];
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const child: Node | undefined = top.node.childNodes[top.next++];
    if (child === undefined) {
      path.pop();
      if ('tagName' in top.node && path.length > 0) visitor.leave?.(top.node);
    } else if ('tagName' in child) {
      if (visitor.enter(child)) path.push({ node: child, next: 0 });
    } else if (child.nodeName === '#text' && 'value' in child) {
      visitor.text?.(child.value, top.node);
    }
  }
}

/** The texts inside an element, in order, as far as they are asked for; the code of scripts and style sheets is not text. */
export function* textsIn(element: Element): Generator<string> {
  const todo: Node[] = [element];
  for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
    if (node.nodeName === '#text' && 'value' in node) yield node.value;
    else if ('tagName' in node && !isCode(node)) {
      for (const child of node.childNodes.toReversed()) todo.push(child);
    }
  }
}

/** Whether the text of an element is code or markup, and not words. */
export const isCode = ({ tagName }: Element): boolean =>
  ['script', 'style', 'noscript', 'iframe', 'noembed', 'noframes'].includes(tagName);

/** The value of an attribute without the space around it; null where it is not there. */
export const attribute = (element: Element, name: string): string | null =>
  element.attrs.find((one) => one.name === name)?.value.trim() ?? null;
