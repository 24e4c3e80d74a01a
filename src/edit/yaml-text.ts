/** A YAML text with the places of its parts, and the splices that edit them. */
import {
  type Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { CannotEditInPlace, type Splice, type ValuePath } from './edits.ts';
import { inLines, inlineYaml, isSpaced, itemInLines } from './layout.ts';

/** The start of the line of an offset. */
export const lineStart = (text: string, offset: number): number =>
  // `lastIndexOf` treats a negative position as 0.
  offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;

/** A text with its comments replaced by spaces. */
export const blankComments = (text: string): string =>
  text.replace(/#[^\n]*/g, (comment) => ' '.repeat(comment.length));

/** Parses YAML. Repeated keys are accepted, because the load reports them. */
export const parseYamlText = (text: string): Document.Parsed =>
  parseDocument(text, { prettyErrors: false, uniqueKeys: false });

/** Offsets in a text, `end` exclusive. */
interface NodeRange {
  start: number;
  end: number;
}

/** A parsed text. Its methods return the splices for an edit, and throw `CannotEditInPlace` if there are none. */
export class YamlText {
  readonly text: string;
  readonly document: Document.Parsed;
  readonly eol: string;

  constructor(text: string) {
    this.text = text;
    this.document = parseYamlText(text);
    this.eol = /\r?\n/.exec(text)?.[0] ?? '\n';
  }

  at(path: ValuePath): unknown {
    return path.length === 0 ? this.document.contents : this.document.getIn(path, true);
  }

  isInFlow(path: ValuePath): boolean {
    return path.some((_, length) => {
      const node = this.at(path.slice(0, length));
      return (isMap(node) || isSeq(node)) && node.flow === true;
    });
  }

  /** The range of a node, without line ends, comments and empty lines after it. */
  range(node: unknown): { start: number; end: number } {
    if (!isNode(node) || !node.range) throw new CannotEditInPlace();
    const [start, end] = node.range;
    if (isScalar(node)) return { start, end: start + this.#trimmed(node, this.text.slice(start, end)) };
    if ((isMap(node) || isSeq(node)) && !node.flow) {
      const last = node.items.at(-1) as Pair | Node;
      return { start, end: isNode(last) ? this.range(last).end : this.#pairRange(last).end };
    }
    return { start, end };
  }

  #trimmed({ type }: { type?: string | null }, text: string): number {
    if (type !== 'BLOCK_FOLDED' && type !== 'BLOCK_LITERAL') return text.length;
    const keepsEnd = /^[|>][^\n]*\+/.test(text);
    return keepsEnd ? text.replace(/\r?\n$/, '').length : text.trimEnd().length;
  }

  /** The comment after the `|` or `>` of a block scalar, with the space before it. */
  #headerComment(node: unknown): string {
    if (!isScalar(node) || !node.range || !node.type?.startsWith('BLOCK')) return '';
    const [start] = node.range;
    return /^[|>][-+0-9]*([ \t]+#.*)/.exec(this.text.slice(start, this.#lineEnd(start)))?.[1] ?? '';
  }

  #pairRange({ key, value }: Pair): { start: number; end: number } {
    const { start, end } = this.range(key);
    const written = isNode(value) && value.range && value.range[1] > value.range[0];
    return { start, end: written ? this.range(value).end : this.text.indexOf(':', end) + 1 };
  }

  #lineStart = (offset: number): number => lineStart(this.text, offset);

  /** The end of the line of an offset, before its line break. */
  #lineEnd(offset: number): number {
    const next = this.text.indexOf('\n', offset);
    if (next === -1) return this.text.length;
    return this.text[next - 1] === '\r' && next > offset ? next - 1 : next;
  }

  #column = (offset: number): number => offset - this.#lineStart(offset);

  /** The end of the lines of a part that starts at `column`, with the comments below it that are indented further. */
  #endOfLines(end: number, column: number): number {
    let lineEnd = this.#lineEnd(end);
    for (;;) {
      const next = this.text.indexOf('\n', lineEnd) + 1;
      const [line = '', indent = ''] = /^( *)#.*/.exec(this.text.slice(next, this.#lineEnd(next))) ?? [];
      if (next === 0 || line === '' || indent.length <= column) return lineEnd;
      lineEnd = next + line.length;
    }
  }

  /** The end of the last line before `lineStart` that is not empty, before its line break. */
  #endOfText(lineStart: number): number {
    let at = lineStart;
    for (let before = at; before > 0; ) {
      const start = this.#lineStart(before - 1);
      const line = this.text.slice(start, before - 1);
      at = before - (line.endsWith('\r') ? 2 : 1);
      if (line.trim() !== '') break;
      before = start;
      at = start;
    }
    return at;
  }

  /** The offset of the `-` of a list item. */
  #dash(list: YAMLSeq, index: number): number {
    const { start } = this.range(list.items[index]);
    const before = index === 0 ? this.range(list).start : this.range(list.items[index - 1]).end;
    const between = this.text.slice(before, start);
    // The last dash that is not in a comment.
    const at = blankComments(between).lastIndexOf('-');
    if (at === -1 && this.text[before] !== '-') throw new CannotEditInPlace();
    return at === -1 ? before : before + at;
  }

  /** Ways to set a value, the best first. */
  *setCandidates(path: ValuePath, value: unknown, order: readonly string[]): Generator<Splice[]> {
    const node = this.at(path);
    const parent = this.at(path.slice(0, -1));
    const key = path.at(-1);
    if (node === undefined) {
      if (!isMap(parent) || typeof key !== 'string') throw new CannotEditInPlace();
      yield* this.#newKey(parent, key, value, order, this.isInFlow(path));
      return;
    }
    const { start, end } = this.range(node);
    const isInFlow = this.isInFlow(path);
    const type = isScalar(node) ? (node.type ?? undefined) : undefined;
    const inline = inlineYaml(value, isInFlow, type);
    const space = end === start && this.text[start - 1] === ':' ? ' ' : '';
    const headerComment = this.#headerComment(node);
    const oneLine = [{ start, end, text: space + inline + headerComment }];
    if (!isInFlow && typeof key === 'string' && isMap(parent)) {
      const column = this.#column(this.range(parent).start);
      const [first = '', ...rest] = inLines(key, value, column).map((line, index) =>
        index === 0 ? line.slice(line.indexOf(':') + 1).trimStart() : ' '.repeat(column) + line,
      );
      const isQuoted = typeof value === 'string' && type?.startsWith('QUOTE_') && inline.length < 100;
      if (rest.length > 0 && !isQuoted) {
        const own = this.text.slice(this.#lineStart(start), start).trim() === '';
        const lead = first === '' && own ? (rest.shift() ?? '').trimStart() : first;
        // If the value starts on the next line, remove the space after the colon.
        const from = lead === '' && this.text[start - 1] === ' ' ? start - 1 : start;
        const marked = /^[|>]/.test(lead) ? lead + headerComment : lead;
        yield [{ start: from, end, text: [marked, ...rest].join(this.eol) }];
      }
    }
    yield oneLine;
  }

  *#newKey(
    map: YAMLMap,
    key: string,
    value: unknown,
    order: readonly string[],
    isInFlow: boolean,
  ): Generator<Splice[]> {
    const earlier = new Set(order.slice(0, order.indexOf(key)));
    const before =
      map.items.findLast((item) => isScalar(item.key) && earlier.has(String(item.key.value))) ??
      map.items.at(-1);
    if (before === undefined) {
      const inside = this.range(map).start + 1;
      yield [{ start: inside, end: inside, text: `${key}: ${inlineYaml(value, true)}` }];
      return;
    }
    const { start, end } = this.#pairRange(before as Pair);
    if (isInFlow || map.flow) {
      yield [{ start: end, end, text: `, ${key}: ${inlineYaml(value, true)}` }];
      return;
    }
    const column = this.#column(start);
    const lines = inLines(key, value, column).map((line) => `${' '.repeat(column)}${line}`);
    const place = this.#endOfLines(end, column);
    yield [{ start: place, end: place, text: this.eol + lines.join(this.eol) }];
  }

  /** Ways to append items to a list. */
  *appendCandidates(path: ValuePath, values: readonly unknown[]): Generator<Splice[]> {
    const list = this.at(path);
    if (!isSeq(list)) throw new CannotEditInPlace();
    const index = list.items.length - 1;
    const field = path.length === 0 ? null : String(path.at(-1));
    const isInFlow = this.isInFlow(path);
    const previous = list.items[index];
    if (previous === undefined) yield* this.#firstItems(list, path, values, isInFlow);
    else if (list.flow) {
      const { end } = this.range(previous);
      yield [{ start: end, end, text: values.map((value) => `, ${inlineYaml(value, true)}`).join('') }];
    } else {
      const column = this.#column(this.#dash(list, index));
      const place = this.#endOfLines(this.range(previous).end, column);
      const gap = this.#gap(this.#isSpaced(list, field));
      yield [{ start: place, end: place, text: gap + this.#items(field, values, column, gap) }];
    }
  }

  /** The line breaks between two items of a list. */
  #gap = (isSpaced: boolean): string => (isSpaced ? this.eol + this.eol : this.eol);

  #items(field: string | null, values: readonly unknown[], column: number, gap: string): string {
    const item = (value: unknown) =>
      itemInLines(field, value, column)
        .map((line) => (line === '' ? '' : ' '.repeat(column) + line))
        .join(this.eol);
    return values.map(item).join(gap);
  }

  #isSpaced(list: YAMLSeq, field: string | null): boolean {
    if (list.items.length < 2) return isSpaced(field);
    const end = this.range(list.items.at(-2)).end;
    return /\n[ \t]*\r?\n/.test(this.text.slice(end, this.range(list.items.at(-1)).start));
  }

  *#firstItems(
    list: YAMLSeq,
    path: ValuePath,
    values: readonly unknown[],
    isInFlow: boolean,
  ): Generator<Splice[]> {
    const { start, end } = this.range(list);
    const field = path.length === 0 ? null : String(path.at(-1));
    const gap = this.#gap(isSpaced(field));
    const arePlain = values.every((value) => typeof value !== 'object');
    if (isInFlow || arePlain) {
      const text = values.map((value) => inlineYaml(value, true)).join(', ');
      yield [{ start: start + 1, end: start + 1, text }];
    } else if (path.length === 0) {
      yield [{ start, end, text: this.#items(null, values, 0, gap) }];
    } else {
      const parent = this.at(path.slice(0, -1));
      const column = this.#column(this.range(parent).start);
      const place = this.#lineEnd(end);
      const from = this.text[start - 1] === ' ' ? start - 1 : start;
      yield [
        { start: from, end, text: '' },
        { start: place, end: place, text: this.eol + this.#items(field, values, column + 2, gap) },
      ];
    }
  }

  /** Copies an item of a list to the place after it. */
  duplicateItem(path: ValuePath): Splice[] {
    const list = this.at(path.slice(0, -1));
    if (!isSeq(list) || list.flow) throw new CannotEditInPlace();
    const index = Number(path.at(-1));
    const dash = this.#dash(list, index);
    const end = this.#endOfLines(this.range(list.items[index]).end, this.#column(dash));
    const gap = this.#isSpaced(list, String(path.at(-2) ?? '') || null) ? this.eol : '';
    const lines = this.text.slice(this.#lineStart(dash), end);
    return [{ start: end, end, text: this.eol + gap + lines }];
  }

  /** The range of a node with the comments in it and right above it; empty if there is no node. */
  extent(path: ValuePath): NodeRange {
    const node = this.at(path);
    if (!isNode(node)) return { start: 0, end: 0 };
    const { start, end } = this.range(node);
    return { start: this.#startOfLines(start), end: this.#endOfLines(end, this.#column(start) - 1) };
  }

  /**
   * The start of the line of an offset, or of the comments right above it. Comments that are indented further than the line
   * belong to the part before, unless another comment is above them.
   */
  #startOfLines(offset: number): number {
    let start = this.#lineStart(offset);
    const column = /^ */.exec(this.text.slice(start, offset))?.[0].length ?? 0;
    for (let line = start; line > 0; ) {
      line = this.#lineStart(line - 1);
      const comment = /^( *)#(?! *yaml-language-server:)/.exec(this.text.slice(line, this.#lineEnd(line)));
      if (!comment) break;
      if ((comment[1] ?? '').length <= column) start = line;
    }
    return start;
  }

  /** Removes a key or an item. */
  removal(path: ValuePath): Splice[] {
    const parent = this.at(path.slice(0, -1));
    const key = path.at(-1);
    const index = isMap(parent)
      ? parent.items.findIndex((item) => isScalar(item.key) && item.key.value === key)
      : Number(key);
    if (!(isMap(parent) || isSeq(parent)) || parent.items[index] === undefined) throw new CannotEditInPlace();
    const ranges = parent.items.map((item) =>
      isNode(item) ? this.range(item) : this.#pairRange(item as Pair),
    );
    const { start, end } = ranges[index] as { start: number; end: number };
    const next = ranges[index + 1];
    const previous = ranges[index - 1];
    if (parent.flow) return this.#flowRemoval(previous, { start, end }, next);
    if (isMap(parent)) {
      const isFirstOnLine = this.text.slice(this.#lineStart(start), start).trim() === '';
      if (!isFirstOnLine) {
        // The first key of a list item: the next one takes its place after the dash.
        if (!next || this.text.slice(end, next.start).trim() !== '') throw new CannotEditInPlace();
        return [{ start, end: next.start, text: '' }];
      }
      if (!previous && !next) throw new CannotEditInPlace();
      return [this.#lines(start, end, previous === undefined, next !== undefined)];
    }
    const dash = this.#dash(parent, index);
    if (previous || next) return [this.#lines(dash, end, previous === undefined, next !== undefined)];
    const lines = this.#lines(dash, end, false, false);
    if (path.length === 1) return [{ start: this.#startOfLines(dash), end: lines.end, text: '[]' }];
    const holder = this.at(path.slice(0, -2));
    const pair = isMap(holder)
      ? holder.items.find((item) => isScalar(item.key) && item.key.value === path.at(-2))
      : null;
    if (!pair) throw new CannotEditInPlace();
    const colon = this.text.indexOf(':', this.range(pair.key).end) + 1;
    return [{ start: colon, end: colon, text: ' []' }, lines];
  }

  /** Removes an item in brackets and one comma. */
  #flowRemoval(
    previous: NodeRange | undefined,
    { start, end }: NodeRange,
    next: NodeRange | undefined,
  ): Splice[] {
    const [from, to] = next ? [end, next.start] : [previous?.end ?? start, start];
    const between = this.text.slice(from, to);
    if (!between.includes('#')) return [next ? { start, end: to, text: '' } : { start: from, end, text: '' }];
    // Comments next to the item probably belong to its neighbours.
    const comma = from + blankComments(between).indexOf(',');
    return [
      { start, end, text: '' },
      { start: comma, end: comma + 1, text: '' },
    ];
  }

  /**
   * The lines of a part and the comments right above it. Also takes the empty lines before them; if the part is the first or
   * follows a comment, those after it.
   */
  #lines(start: number, end: number, isFirst: boolean, hasNext: boolean): Splice {
    const column = this.#column(start);
    if (this.text.slice(start - column, start).trim() !== '') throw new CannotEditInPlace();
    const lineStart = this.#startOfLines(start);
    const lineEnd = this.#endOfLines(end, column);
    const isCommented = /^[ \t]*#[^\n]*\n$/.test(this.text.slice(this.#lineStart(lineStart - 1), lineStart));
    if (isFirst || (isCommented && hasNext)) {
      const [after = ''] = /^(?:\r?\n[ \t]*)*(?:\r?\n|$)/.exec(this.text.slice(lineEnd)) ?? [];
      return { start: lineStart, end: lineEnd + after.length, text: '' };
    }
    return { start: this.#endOfText(lineStart), end: lineEnd, text: '' };
  }
}
