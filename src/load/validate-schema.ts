/** Validates a parsed file against its zod schema, and describes each error with its place. */
import type { z } from 'zod';
import { errorAt, type Finding } from '../model/finding.ts';
import { FIELDS } from '../model/schema.ts';
import type { YamlFile, YamlPath } from './yaml-file.ts';

/** More errors in one file or record probably have one cause. */
const MAX_SCHEMA_FINDINGS = 100;

/** The typed value of a file; null if it is not valid YAML, or not valid, with findings. */
export const validate = <T extends z.ZodType>(
  file: YamlFile,
  schema: T,
  findings: Finding[],
): z.infer<T> | null => validateAt(file, [], file.value, schema, findings);

/** The typed value of the part of a file at a path; null if it is undefined or not valid, with findings. */
export function validateAt<T extends z.ZodType>(
  file: YamlFile,
  path: YamlPath,
  value: unknown,
  schema: T,
  findings: Finding[],
): z.infer<T> | null {
  if (value === undefined) return null;
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  let count = 0;
  for (const issue of result.error.issues) {
    for (const finding of findingsOfIssue(file, issue, path)) {
      if (count++ < MAX_SCHEMA_FINDINGS) findings.push(finding);
      else {
        const message = `only the first ${MAX_SCHEMA_FINDINGS} errors are shown`;
        findings.push(errorAt('schema', message, finding.place));
        return null;
      }
    }
  }
  return null;
}

function* findingsOfIssue(file: YamlFile, issue: z.core.$ZodIssue, above: YamlPath): Generator<Finding> {
  const path: YamlPath = [
    ...above,
    ...issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part)),
  ];
  if (issue.code === 'invalid_union') {
    // The author probably meant the branch that is valid at the top.
    const meant = issue.errors.find((errors) => errors.some((error) => depthOf(error) > 0));
    if (meant) for (const error of meant) yield* findingsOfIssue(file, error, path);
    else yield findingAt(file, path, `expected ${expectation(issue)}, found ${shownValue(issue.input)}`);
  } else if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) {
      yield {
        ...findingAt(file, path, `there is no field “${key}” here`),
        place: file.locate([...path, key], 'key'),
        hint: hintForField(key),
      };
    }
  } else yield findingAt(file, path, describeIssue(issue), hintForIssue(issue));
}

/** The field with the same letters, such as “said-by” for “saidBy”. */
function hintForField(key: string): string {
  const letters = (field: string) => field.toLowerCase().replace(/[^a-z]/g, '');
  const meant = Object.values(FIELDS)
    .flat()
    .find((field) => letters(field) === letters(key));
  return meant !== undefined && meant !== key
    ? `Did you mean ${meant}?`
    : 'Check the spelling; the JSON Schemas in the folder schema list the fields.';
}

function findingAt(file: YamlFile, path: YamlPath, message: string, hint: string | null = null): Finding {
  const field = path.length > 0 ? `${fieldName(path)}: ` : '';
  return errorAt('schema', field + message, file.locate(path), hint);
}

function describeIssue(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'this field is missing'
        : `expected ${expectation(issue)}, found ${shownValue(issue.input)}`;
    case 'invalid_value':
      return issue.input === undefined
        ? 'this field is missing'
        : `${shownValue(issue.input)} is not one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return issue.origin === 'array' && issue.message.startsWith('Too small')
        ? 'the list is empty; leave the field out instead'
        : issue.message;
    default:
      return issue.message;
  }
}

function hintForIssue(issue: z.core.$ZodIssue): string | null {
  if (issue.code === 'custom') return typeof issue.params?.hint === 'string' ? issue.params.hint : null;
  if (issue.code !== 'invalid_type' || issue.expected !== 'string') return null;
  const kind = typeof issue.input;
  return kind === 'number' || kind === 'boolean' ? 'Put it in quotes, so that YAML keeps it as text.' : null;
}

/** How many levels below the union an error is. */
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

function shownValue(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a record';
  const shown = String(value);
  return `${typeof value === 'string' ? '' : `the ${typeof value} `}“${shown.length > 60 ? `${shown.slice(0, 60)}…` : shown}”`;
}

const fieldName = (path: YamlPath) =>
  path
    .map((part) => (typeof part === 'number' ? `[${part + 1}]` : `.${part}`))
    .join('')
    .replace(/^\./, '');
