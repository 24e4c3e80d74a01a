/** Holds a parsed file against its zod schema and says each fault in words, at its place. */
import type { z } from 'zod';
import type { Finding } from '../model/finding.ts';
import type { Path, YamlFile } from './yaml-file.ts';

/** The most faults of shape that are told of one file: after so many, one cause is likely. */
const MOST_FINDINGS = 100;

/** The typed value of a file; null where it has none, or with a finding for each fault of shape. */
export function shapeOf<T extends z.ZodType>(
  file: YamlFile,
  schema: T,
  findings: Finding[],
): z.infer<T> | null {
  if (file.value === undefined) return null;
  const result = schema.safeParse(file.value, { reportInput: true });
  if (result.success) return result.data;
  let told = 0;
  for (const fault of faultsOf(file, result.error.issues)) {
    if (told++ === MOST_FINDINGS) {
      findings.push({
        ...fault,
        message: `only the first ${MOST_FINDINGS} faults of this file are shown`,
        hint: null,
      });
      break;
    }
    findings.push(fault);
  }
  return null;
}

function* faultsOf(file: YamlFile, issues: readonly z.core.$ZodIssue[]): Generator<Finding> {
  for (const issue of issues) yield* findingsOf(file, issue, []);
}

function* findingsOf(file: YamlFile, issue: z.core.$ZodIssue, above: Path): Generator<Finding> {
  const path: Path = [
    ...above,
    ...issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part)),
  ];
  if (issue.code === 'invalid_union') {
    // The branch that got furthest is the one the author meant.
    const meant = issue.errors.find((errors) => errors.some((error) => depthOf(error) > 0));
    if (meant) for (const error of meant) yield* findingsOf(file, error, path);
    else yield finding(file, path, `expected ${expectation(issue)}, found ${nameOf(issue.input)}`);
  } else if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) {
      yield {
        ...finding(file, path, `there is no field “${key}” here`),
        place: file.locate([...path, key], 'key'),
        hint: 'Check the spelling; the fields are listed in the JSON Schema named in the first line of the file.',
      };
    }
  } else yield finding(file, path, sayIssue(issue), hintFor(issue));
}

function finding(file: YamlFile, path: Path, message: string, hint: string | null = null): Finding {
  const field = path.length > 0 ? `${fieldName(path)}: ` : '';
  return {
    level: 'error',
    rule: 'schema',
    message: field + message,
    hint,
    record: null,
    place: file.locate(path),
  };
}

function sayIssue(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'this field is missing'
        : `expected ${expectation(issue)}, found ${nameOf(issue.input)}`;
    case 'invalid_value':
      return issue.input === undefined
        ? 'this field is missing'
        : `${nameOf(issue.input)} is not one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return issue.origin === 'array' ? 'the list is empty; leave the field out instead' : issue.message;
    default:
      return issue.message;
  }
}

function hintFor(issue: z.core.$ZodIssue): string | null {
  if (issue.code !== 'invalid_type' || issue.expected !== 'string') return null;
  const kind = typeof issue.input;
  return kind === 'number' || kind === 'boolean' ? 'Put it in quotes, so that YAML keeps it as text.' : null;
}

/** How far below its own place a fault lies. */
function depthOf(issue: z.core.$ZodIssue): number {
  const below = issue.code === 'invalid_union' ? issue.errors.flat().map(depthOf) : [0];
  return issue.path.length + Math.max(0, ...below);
}

const EXPECTED = new Map([
  ['string', 'text'],
  ['object', 'a record'],
  ['array', 'a list'],
  ['int', 'a whole number'],
]);

function expectation(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_union') return [...new Set(issue.errors.flat().map(expectation))].join(' or ');
  return issue.code === 'invalid_type' ? (EXPECTED.get(issue.expected) ?? issue.expected) : issue.message;
}

function nameOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a record';
  const shown = String(value);
  return `${typeof value === 'string' ? '' : `the ${typeof value} `}“${shown.length > 60 ? `${shown.slice(0, 60)}…` : shown}”`;
}

const fieldName = (path: Path) =>
  path
    .map((part) => (typeof part === 'number' ? `[${part + 1}]` : `.${part}`))
    .join('')
    .replace(/^\./, '');
