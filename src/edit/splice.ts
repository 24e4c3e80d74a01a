/**
 * Edits of YAML that keep every byte they don't mean to change. An edit becomes splices of the text, found by the
 * source ranges of the parsed document; the result is parsed again and compared with what was meant.
 */
import { isDeepStrictEqual } from 'node:util';
import { isScalar } from 'yaml';
import { fail } from '../model/errors.ts';
import { commentsOf } from './comments.ts';
import { CannotEditInPlace, type Splice, setIn, type ValuePath, valueAfter, type YamlEdit } from './edits.ts';
import { onOneLine } from './layout.ts';
import { parsed, Source } from './source.ts';

/** The text after the edits, one after the other. */
export const editYaml = (text: string, edits: readonly YamlEdit[]): string =>
  removedAtOnce(text, edits) ??
  edits.reduce((before, edit) => spliced(before, splicesFor(before, edit)), text);

/** From so many items on, they are taken out by one parse: each parse takes as long as the file is long. */
const MANY = 50;

/** The text without many items, by one parse; null where they are few, or can't be taken out at once. */
function removedAtOnce(text: string, edits: readonly YamlEdit[]): string | null {
  if (edits.length < MANY || edits.some(({ op }) => op !== 'remove')) return null;
  const source = new Source(text);
  const before = source.document.toJS() as unknown;
  const cuts = edits.flatMap(({ path }) => source.removal(path)).sort((a, b) => a.start - b.start);
  const joined: Splice[] = [];
  for (const cut of cuts) {
    const last = joined.at(-1);
    if (last && cut.start <= last.end) last.end = Math.max(last.end, cut.end);
    else joined.push({ ...cut });
  }
  const after = spliced(text, joined);
  return isDeepStrictEqual(parsedValue(after), edits.reduce(valueAfter, before)) ? after : null;
}

/** The text with scalars set in one go: for thousands of places, which must all be there. */
export function setScalars(text: string, values: readonly { path: ValuePath; value: string }[]): string {
  const source = new Source(text);
  const splices = values.flatMap(({ path, value }) => {
    const node = source.at(path);
    if (!isScalar(node)) throw new CannotEditInPlace();
    const isInFlow = source.isInFlow(path);
    return [{ ...source.range(node), text: onOneLine(value, isInFlow, node.type) }];
  });
  const meant = source.document.toJS() as unknown;
  for (const { path, value } of values) setIn(meant, path, value);
  return verified(spliced(text, splices), meant);
}

/** The splices that make an edit, in the order of the text. */
export function splicesFor(text: string, edit: YamlEdit): Splice[] {
  const source = new Source(text);
  const meant = valueAfter(source.document.toJS() as unknown, edit);
  for (const splices of waysTo(source, edit)) {
    const after = spliced(text, splices);
    if (isDeepStrictEqual(parsedValue(after), meant) && !isCommentLost(source, edit, splices)) return splices;
  }
  throw new CannotEditInPlace();
}

/** Whether a stretch that goes holds a comment that is not inside of what the edit takes out. */
function isCommentLost(source: Source, edit: YamlEdit, splices: readonly Splice[]): boolean {
  const own = edit.op === 'remove' ? source.extent(edit.path) : { start: 0, end: 0 };
  return splices.some(({ start, end, text }) => {
    const gone = source.text.slice(start, end);
    if (!gone.includes('#')) return false;
    const kept = new Set(commentsOf(text).map((comment) => comment.text));
    return commentsOf(gone).some(
      (comment) =>
        !kept.has(comment.text) && !(start + comment.start >= own.start && start + comment.start < own.end),
    );
  });
}

function* waysTo(source: Source, edit: YamlEdit): Generator<Splice[]> {
  if (edit.op === 'remove') yield source.removal(edit.path);
  else if (edit.op === 'repeat') yield source.repetition(edit.path);
  else if (edit.op === 'set') yield* source.settings(edit.path, edit.value, edit.order ?? []);
  else yield* source.additions(edit.path, edit.value);
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
  if (!isDeepStrictEqual(parsedValue(text), meant)) throw new CannotEditInPlace();
  return text;
}

/** The value of a piece of YAML that somebody typed; wrong usage where it is none. */
export function valueOfYaml(typed: string): unknown {
  const document = parsed(typed);
  const [error] = document.errors;
  if (error) throw fail.usage(`“${typed}” is not YAML`, error.message.split('\n', 1)[0]);
  return document.toJS();
}
