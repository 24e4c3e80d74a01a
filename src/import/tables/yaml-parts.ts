/** Parses YAML and JSON to mappings, lists and scalars with their lines. Scalars are texts as printed, so that `1.10` stays “1.10”. */
import { Composer, type CST, isAlias, isMap, isScalar, isSeq, LineCounter, type Pair, Parser } from 'yaml';
import type { TableCollector } from './collector.ts';
import { printedText } from './printed-text.ts';

/** A part of a document. `size` counts it and the parts inside it, with each alias replaced by the part that it names. */
export type Part = { line: number; size: number } & (
  | { type: 'scalar'; text: string }
  | { type: 'map'; entries: Entry[] }
  | { type: 'list'; items: Part[] }
);

/** A key of a mapping and its value. */
export interface Entry {
  key: string;
  line: number;
  value: Part;
}

/** Parses each document of a YAML stream; a fault completes a sentence that starts with the file's name. Throws TooManyCells. */
export function parseParts(text: string, collector: TableCollector): Part[] | { fault: string } {
  const counter = new LineCounter();
  const tokens = [...new Parser(counter.addNewLine).parse(text)];
  if (isTooDeep(tokens)) return { fault: 'is nested too deeply' };
  // The check of the package for repeated keys takes quadratic time.
  const composer = new Composer({ schema: 'failsafe', uniqueKeys: false });
  const parts: Part[] = [];
  for (const { contents, errors } of composer.compose(tokens)) {
    const [error] = errors;
    if (error !== undefined) {
      const message = error.message.split('\n', 1)[0] ?? '';
      return { fault: `can't be parsed: line ${counter.linePos(error.pos[0]).line}: ${message}` };
    }
    parts.push(partReader(counter, collector)(contents, 1));
  }
  return parts;
}

/** Files of tables are a few levels deep. */
const MAX_DEPTH = 200;

/** True if collections are nested so deeply that the composer, which recurses, would overflow the stack. */
function isTooDeep(tokens: readonly CST.Token[]): boolean {
  const stack: { token: CST.Token | null | undefined; depth: number }[] = tokens.map((token) => ({
    token,
    depth: 0,
  }));
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { token, depth } = top;
    if (depth > MAX_DEPTH) return true;
    if (token?.type === 'document') stack.push({ token: token.value, depth });
    else if (token && 'items' in token)
      for (const { key, value } of token.items)
        stack.push({ token: key, depth: depth + 1 }, { token: value, depth: depth + 1 });
  }
  return false;
}

/** Returns a function that converts the nodes of one document. */
function partReader(counter: LineCounter, collector: TableCollector) {
  const anchors = new Map<string, Part>();
  const lineOf = (range: readonly number[] | null | undefined, fallback: number) =>
    range?.[0] === undefined ? fallback : counter.linePos(range[0]).line;

  function read(node: unknown, fallback: number): Part {
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target !== undefined) {
        collector.countUnprinted(target.size);
        return target;
      }
      // It has no anchor, or is inside the part that it names.
      const line = lineOf(node.range, fallback);
      collector.remark(line, `the alias *${node.source} names no complete part above it, so it is left out`);
      return { line, size: 1, type: 'list', items: [] };
    }
    const part = readPlain(node, fallback);
    if ((isMap(node) || isSeq(node) || isScalar(node)) && node.anchor) anchors.set(node.anchor, part);
    return part;
  }

  function readPlain(node: unknown, fallback: number): Part {
    if (isMap(node)) {
      const line = lineOf(node.range, fallback);
      const entries = readEntries(node.items, line);
      return { line, size: sizeOf(entries.map(({ value }) => value)), type: 'map', entries };
    }
    if (isSeq(node)) {
      const line = lineOf(node.range, fallback);
      const items = node.items.map((item) => read(item, line));
      return { line, size: sizeOf(items), type: 'list', items };
    }
    const text = isScalar(node) ? printedText(String(node.value ?? '')) : '';
    const line = isScalar(node) ? lineOf(node.range, fallback) : fallback;
    return { line, size: 1, type: 'scalar', text };
  }

  function readEntries(pairs: readonly Pair[], fallback: number): Entry[] {
    const keys = new Set<string>();
    const entries: Entry[] = [];
    for (const pair of pairs) {
      const keyNode = isScalar(pair.key) ? pair.key : null;
      const line = lineOf(keyNode?.range, fallback);
      const value = read(pair.value, line);
      if (keyNode === null) {
        collector.remark(line, 'a key is not plain text, so its entry is left out');
        continue;
      }
      const key = printedText(String(keyNode.value ?? ''));
      if (keys.has(key)) collector.remark(line, `the key “${key}” is repeated`);
      keys.add(key);
      entries.push({ key, line, value });
    }
    return entries;
  }

  return read;
}

const sizeOf = (parts: readonly Part[]): number => parts.reduce((sum, { size }) => sum + size, 1);
