/**
 * Edits of YAML that keep every byte they don't mean to change. An edit becomes splices of the text, found by the
 * source ranges of the parsed document; the result is parsed again and compared with what was meant.
 */
import { isDeepStrictEqual } from 'node:util';
import { isScalar } from 'yaml';
import { fail } from '../errors.ts';
import { type Edit, type Path, type Splice, setIn, Unspliceable, valueAfter } from './edits.ts';
import { onOneLine } from './layout.ts';
import { parsed, Source } from './source.ts';

/** The text after the edits, one after the other. */
export const editYaml = (text: string, edits: readonly Edit[]): string =>
  edits.reduce((before, edit) => spliced(before, splicesFor(before, edit)), text);

/** The text with scalars set in one go: for thousands of places, which must all be there. */
export function setScalars(text: string, values: readonly { path: Path; value: string }[]): string {
  const source = new Source(text);
  const splices = values.flatMap(({ path, value }) => {
    const node = source.at(path);
    if (!isScalar(node)) throw new Unspliceable();
    const isInFlow = source.isInFlow(path);
    return [{ ...source.range(node), text: onOneLine(value, isInFlow, node.type) }];
  });
  const meant = source.document.toJS() as unknown;
  for (const { path, value } of values) setIn(meant, path, value);
  return verified(spliced(text, splices), meant);
}

/** The splices that make an edit, in the order of the text. */
export function splicesFor(text: string, edit: Edit): Splice[] {
  const source = new Source(text);
  const meant = valueAfter(source.document.toJS() as unknown, edit);
  for (const splices of waysTo(source, edit)) {
    if (isDeepStrictEqual(parsedValue(spliced(text, splices)), meant)) return splices;
  }
  throw new Unspliceable();
}

function* waysTo(source: Source, edit: Edit): Generator<Splice[]> {
  if (edit.op === 'remove') yield source.removal(edit.path);
  else if (edit.op === 'set') yield* source.settings(edit.path, edit.value, edit.order ?? []);
  else yield* source.additions(edit.op === 'append' ? edit.path : edit.path.slice(0, -1), edit);
}

/** The text with each stretch replaced. */
export function spliced(text: string, splices: readonly Splice[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, text: put } of [...splices].sort((a, b) => a.start - b.start)) {
    result += text.slice(at, start) + put;
    at = end;
  }
  return result + text.slice(at);
}

function parsedValue(text: string): unknown {
  const document = parsed(text);
  return document.errors.length > 0 ? undefined : document.toJS();
}

function verified(text: string, meant: unknown): string {
  if (!isDeepStrictEqual(parsedValue(text), meant)) throw new Unspliceable();
  return text;
}

/** The value of a piece of YAML that somebody typed; wrong usage where it is none. */
export function valueOfYaml(typed: string): unknown {
  const document = parsed(typed);
  const [error] = document.errors;
  if (error) throw fail.usage(`“${typed}” is not YAML`, error.message.split('\n', 1)[0]);
  return document.toJS();
}
