/** Reads YAML as a plain value, and finds the place of each part by file, line and column. */
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
import { errorAt, type Finding, type Place, placeInLine } from '../model/finding.ts';
import { once } from '../model/once.ts';
import { tryFastParse } from './fast-yaml.ts';

/** Keys and indexes from the top of a value to a part of it. */
export type YamlPath = readonly (string | number)[];

export interface YamlFile {
  /** The path as shown to the user. */
  name: string;
  /** Undefined if the text is not valid. */
  value: unknown;
  findings: Finding[];
  /** The place of the value at a path, or of its key; the nearest parent's place if there is none. */
  locate(path: YamlPath, what?: 'value' | 'key'): Place;
}

/** Offsets in the text, `end` exclusive. */
type Offsets = readonly [start: number, end: number];

/** More errors in one file probably have one cause. */
const MAX_YAML_FINDINGS = 100;

/**
 * Reads one YAML document of the core schema; anchors, aliases, tags and repeated keys are errors. The fast parser reads most
 * files. The `yaml` package, which knows places, parses the text again if a place is needed or the fast parser gives up.
 */
export function parseYaml(name: string, text: string): YamlFile {
  const plain = isTooDeep(text) ? null : tryFastParse(text);
  if (plain === null) return parseStrict(name, text);
  const strict = once(() => parseStrict(name, text));
  return {
    name,
    value: plain.value,
    findings: [],
    locate: (path, what) => strict().locate(path, what),
  };
}

/** Reads one YAML document with the `yaml` package only, which reports what is wrong and where. */
export function parseStrict(name: string, text: string): YamlFile {
  const counter = new LineCounter();
  const placeOf = ([start, end]: Offsets) => placeAt(name, text, counter, start, end);
  const findings: Finding[] = [];
  const fault = (message: string, range: Offsets, hint: string | null = null) =>
    findings.length < MAX_YAML_FINDINGS && findings.push(errorAt('yaml', message, placeOf(range), hint));

  const document = parseDocumentOf(text, counter);
  if (document === null) {
    fault('nested too deeply to be read', [0, 0], 'A data file is a few levels deep.');
    return { name, value: undefined, findings, locate: () => placeOf([0, 0]) };
  }
  // Only the first: the others are mostly its consequences.
  const [problem] = [...document.errors, ...document.warnings];
  if (problem) fault(...describeProblem(problem, text));
  if (findings.length === 0) rejectUnsupported(document, fault);
  const value = findings.length === 0 ? (document.toJS() as unknown) : undefined;
  if (value === null) fault('the file is empty', [0, 0], 'Remove it, or write its records.');
  return {
    name,
    value: value ?? undefined,
    findings,
    locate: (path, what = 'value') => placeOf(rangeOf(document, path, what)),
  };
}

/** A source file is five levels deep. */
const MAX_DEPTH = 200;

/** True if lines, brackets, or list markers on one line are nested too deeply. The parsers recurse, so they would overflow the stack. */
function isTooDeep(text: string): boolean {
  if (new RegExp(`^ *(?:[-?:] +){${MAX_DEPTH}}`, 'm').test(text)) return true;
  const indents: number[] = [];
  for (const [indent] of text.matchAll(/^ *(?=[^ \r\n])/gm)) {
    while ((indents.at(-1) ?? -1) >= indent.length) indents.pop();
    if (indents.push(indent.length) > MAX_DEPTH) return true;
  }
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth = Math.max(0, depth + (bracket === '[' || bracket === '{' ? 1 : -1));
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

function parseDocumentOf(text: string, lineCounter: LineCounter): Document.Parsed | null {
  if (isTooDeep(text)) return null;
  try {
    // `rejectKeys` finds repeated keys: the check of the package takes quadratic time.
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

function rejectUnsupported(
  document: Document,
  fault: (message: string, range: Offsets, hint?: string) => void,
): void {
  visit(document, {
    Node(_, node) {
      const range: Offsets = node.range ? [node.range[0], node.range[1]] : [0, 0];
      if (isAlias(node))
        return void fault(`the alias *${node.source} is not allowed`, range, 'Write the value out.');
      if (node.anchor)
        fault(`the anchor &${node.anchor} is not allowed`, range, 'Write the value out where it is used.');
      if (node.tag) fault(`the tag ${node.tag} is not allowed`, range, 'Write the value without a tag.');
      if (isMap(node)) rejectKeys(node.items, fault);
      return undefined;
    },
  });
}

function rejectKeys(
  items: readonly { key: unknown }[],
  fault: (message: string, range: Offsets, hint?: string) => void,
) {
  const seen = new Set<unknown>();
  for (const { key } of items) {
    const range: Offsets = isNode(key) && key.range ? [key.range[0], key.range[1]] : [0, 0];
    const name = isScalar(key) ? key.value : undefined;
    if (typeof name !== 'string')
      fault('a key must be plain text', range, 'Quote it, if it is meant as text.');
    // zod leaves it out of records without an error.
    else if (name === '__proto__') fault('the key “__proto__” is not allowed', range, 'Write another name.');
    else if (seen.has(name))
      fault(`the key “${name}” is repeated in one record`, range, 'Keep one of the two.');
    seen.add(name);
  }
}

function rangeOf(document: Document, path: YamlPath, what: 'value' | 'key'): Offsets {
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
  if (line === 0) return placeInLine(file, 1, text.split('\n', 1)[0] ?? '', 1, 0);
  const lineStart = start - (col - 1);
  const next = text.indexOf('\n', start);
  const lineEnd = next === -1 ? text.length : next;
  const content = text.slice(lineStart, lineEnd).replace(/\r$/, '');
  return placeInLine(
    file,
    line,
    content,
    col,
    Math.max(1, Math.min(end, lineStart + content.length) - start),
  );
}

function describeProblem(
  { code, message, pos }: YAMLParseError | YAMLWarning,
  text: string,
): [string, Offsets, string | null] {
  if (code === 'MULTIPLE_DOCS')
    return ['the file contains several documents', pos, 'Keep one; a list can contain many records.'];
  const lineStart = text.lastIndexOf('\n', pos[0] - 1) + 1;
  const isTabbed = /^ *\t/.test(text.slice(lineStart));
  if (message.startsWith('Maximum call stack'))
    return ['nested too deeply to be read', pos, 'A data file is a few levels deep.'];
  if (isTabbed) return [firstLine(message), pos, 'The line is indented with a tab; YAML requires spaces.'];
  const hasColon = message.startsWith('Nested mappings');
  return [firstLine(message), pos, hasColon ? 'Put a text that contains “: ” in quotation marks.' : null];
}

const firstLine = (message: string) => message.split('\n', 1)[0] ?? message;
