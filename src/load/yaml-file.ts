/** The home of the `yaml` package in the load: a text -> a plain value whose every part can be found again by file:line:col. */
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  parseDocument,
  visit,
  type YAMLParseError,
  type YAMLWarning,
} from 'yaml';
import type { Finding, Place } from '../model/finding.ts';
import { plainValue } from './yaml-events.ts';

/** The way to a part of a value: keys and indexes from the top. */
export type Path = readonly (string | number)[];

export interface YamlFile {
  /** The name of the file as it is shown. */
  name: string;
  /** The value; undefined where the text isn't usable YAML. */
  value: unknown;
  findings: Finding[];
  /** The place of the value at a path, or of its key; the nearest parent's place where nothing stands there. */
  locate(path: Path, what?: 'value' | 'key'): Place;
}

type Range = readonly [start: number, end: number];

/** The most faults of form that are told of one file. */
const MOST_FINDINGS = 100;

/**
 * Reads one YAML document of the core schema; anchors, aliases, tags and repeated keys are faults. A text without doubts is
 * read by the faster parser, and by the `yaml` package only once a place in it is asked for.
 */
export function parseYaml(name: string, text: string): YamlFile {
  const plain = isTooDeep(text) ? null : plainValue(text);
  if (plain === null) return judgeYaml(name, text);
  let judged: YamlFile | undefined;
  return {
    name,
    value: plain.value,
    findings: [],
    locate(path, what) {
      judged ??= judgeYaml(name, text);
      return judged.locate(path, what);
    },
  };
}

/** The same by the `yaml` package alone, which says what is wrong with a text and where. */
export function judgeYaml(name: string, text: string): YamlFile {
  const counter = new LineCounter();
  const placeOf = ([start, end]: Range) => placeAt(name, text, counter, start, end);
  const findings: Finding[] = [];
  const fault = (message: string, range: Range, hint: string | null = null) =>
    findings.length < MOST_FINDINGS &&
    findings.push({ level: 'error', rule: 'yaml', message, hint, record: null, place: placeOf(range) });

  const document = parse(text, counter);
  if (document === null) {
    fault('nested too deeply to be read', [0, 0], 'A data file is a few levels deep.');
    return { name, value: undefined, findings, locate: () => placeOf([0, 0]) };
  }
  // One at a time: what follows the first is mostly its consequence.
  const [problem] = [...document.errors, ...document.warnings];
  if (problem) fault(...sayProblem(problem, text));
  if (findings.length === 0) refuse(document, fault);
  const value = findings.length === 0 ? (document.toJS() as unknown) : undefined;
  if (value === null) fault('the file is empty', [0, 0], 'Remove it, or write its records.');
  return {
    name,
    value: value ?? undefined,
    findings,
    locate: (path, what = 'value') => placeOf(rangeOf(document, path, what)),
  };
}

/** The deepest nesting that is read. A source file is five levels deep. */
const MOST_LEVELS = 200;

/** Whether brackets, or list marks on one line, nest deeper than is read: the parser recurses for each level. */
function isTooDeep(text: string): boolean {
  if (new RegExp(`^ *(?:[-?:] +){${MOST_LEVELS}}`, 'm').test(text)) return true;
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth = Math.max(0, depth + (bracket === '[' || bracket === '{' ? 1 : -1));
    if (depth > MOST_LEVELS) return true;
  }
  return false;
}

function parse(text: string, lineCounter: LineCounter): Document.Parsed | null {
  if (isTooDeep(text)) return null;
  try {
    // Repeated keys are found below: the package's own check compares every pair of keys.
    return parseDocument(text, {
      lineCounter,
      prettyErrors: false,
      uniqueKeys: false,
      merge: false,
      strict: true,
    });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function refuse(document: Document, fault: (message: string, range: Range, hint?: string) => void): void {
  visit(document, {
    Node(_, node) {
      const range: Range = node.range ? [node.range[0], node.range[1]] : [0, 0];
      if (isAlias(node))
        return void fault(`the alias *${node.source} is not allowed`, range, 'Write the value out.');
      if (node.anchor)
        fault(`the anchor &${node.anchor} is not allowed`, range, 'Write the value out where it is used.');
      if (node.tag) fault(`the tag ${node.tag} is not allowed`, range, 'Write the value without a tag.');
      if (isMap(node)) refuseKeys(node.items, fault);
      return undefined;
    },
  });
}

function refuseKeys(
  items: readonly { key: unknown }[],
  fault: (message: string, range: Range, hint?: string) => void,
) {
  const seen = new Set<unknown>();
  for (const { key } of items) {
    const range: Range = isNode(key) && key.range ? [key.range[0], key.range[1]] : [0, 0];
    const name = isScalar(key) ? key.value : undefined;
    if (typeof name !== 'string')
      fault('a key must be plain text', range, 'Quote it, if it is meant as text.');
    else if (seen.has(name))
      fault(`the key “${name}” stands twice in one record`, range, 'Keep one of the two.');
    seen.add(name);
  }
}

function rangeOf(document: Document, path: Path, what: 'value' | 'key'): Range {
  for (let length = path.length; length >= 0; length--) {
    const part = path.slice(0, length);
    if (length === path.length && what === 'key') {
      const parent = document.getIn(part.slice(0, -1), true);
      const pair = isMap(parent)
        ? parent.items.find((item) => isScalar(item.key) && item.key.value === part.at(-1))
        : null;
      if (pair && isScalar(pair.key) && pair.key.range) return [pair.key.range[0], pair.key.range[1]];
      continue;
    }
    const node = length === 0 ? document.contents : document.getIn(part, true);
    if (isNode(node) && node.range) return [node.range[0], node.range[1]];
  }
  return [0, 0];
}

function placeAt(file: string, text: string, counter: LineCounter, start: number, end: number): Place {
  const { line, col } = counter.linePos(start);
  if (line === 0) return { file, line: 1, col: 1, width: 0, excerpt: text.split('\n', 1)[0] ?? '' };
  const lineStart = start - (col - 1);
  const next = text.indexOf('\n', start);
  const lineEnd = next === -1 ? text.length : next;
  const excerpt = text.slice(lineStart, lineEnd).replace(/\r$/, '');
  return { file, line, col, width: Math.max(1, Math.min(end, lineStart + excerpt.length) - start), excerpt };
}

function sayProblem(
  { code, message, pos }: YAMLParseError | YAMLWarning,
  text: string,
): [string, Range, string | null] {
  if (code === 'MULTIPLE_DOCS')
    return ['the file holds several documents', pos, 'Keep one; a list holds many records.'];
  const lineStart = text.lastIndexOf('\n', pos[0] - 1) + 1;
  const isTabbed = /^ *\t/.test(text.slice(lineStart));
  if (message.startsWith('Maximum call stack'))
    return ['nested too deeply to be read', pos, 'A data file is a few levels deep.'];
  return [firstLine(message), pos, isTabbed ? 'The line is indented by a tab; YAML wants spaces.' : null];
}

const firstLine = (message: string) => message.split('\n', 1)[0] ?? message;
