/**
 * Edits YAML and preserves every byte that the edit does not change. The source ranges of the parsed document give splices of
 * the text. The result is parsed again and compared with the intended value.
 */
import { isDeepStrictEqual } from 'node:util';
import { isScalar } from 'yaml';
import { fail } from '../model/errors.ts';
import { commentsOf } from './comments.ts';
import { CannotEditInPlace, editValue, type Splice, type YamlEdit } from './edits.ts';
import { inlineYaml } from './layout.ts';
import { parseYamlText, YamlText } from './yaml-text.ts';

/** Applies edits one after the other. Throws `CannotEditInPlace`. */
export const editYaml = (text: string, edits: readonly YamlEdit[]): string =>
  editAtOnce(text, edits) ??
  edits.reduce((before, edit) => applySplices(before, splicesFor(before, edit)), text);

/** From this number on, removals share one parse, because a large file can lose thousands of claims. */
const MANY_REMOVALS = 50;

/** Applies many removals, or new values of scalars, with one parse; null for other edits, or if the result is not as intended. */
function editAtOnce(text: string, edits: readonly YamlEdit[]): string | null {
  const areRemovals = edits.every(({ op }) => op === 'remove');
  if (edits.length < (areRemovals ? MANY_REMOVALS : 2)) return null;
  const source = new YamlText(text);
  const splices = areRemovals ? joinedRemovals(source, edits) : scalarSplices(source, edits);
  if (splices === null) return null;
  const intended = source.document.toJS() as unknown;
  for (const edit of edits) editValue(intended, edit);
  const after = applySplices(text, splices);
  return isDeepStrictEqual(parsedValue(after), intended) ? after : null;
}

function joinedRemovals(source: YamlText, edits: readonly YamlEdit[]): Splice[] {
  const joined: Splice[] = [];
  for (const cut of edits.flatMap(({ path }) => source.removal(path)).sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last && cut.start <= last.end) last.end = Math.max(last.end, cut.end);
    else joined.push({ ...cut });
  }
  return joined;
}

const isText = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number';

/** The splices that give existing scalars new texts or numbers in their style; null if there is another edit. */
function scalarSplices(source: YamlText, edits: readonly YamlEdit[]): Splice[] | null {
  const splices: Splice[] = [];
  for (const edit of edits) {
    const node = source.at(edit.path);
    if (edit.op !== 'set' || !isText(edit.value) || !isScalar(node)) return null;
    const text = inlineYaml(edit.value, source.isInFlow(edit.path), node.type);
    splices.push({ ...source.range(node), text });
  }
  return splices;
}

/** The splices for an edit. Throws `CannotEditInPlace`. */
export function splicesFor(text: string, edit: YamlEdit): Splice[] {
  const source = new YamlText(text);
  const intended = source.document.toJS() as unknown;
  editValue(intended, edit);
  for (const splices of splicesToTry(source, edit)) {
    const after = applySplices(text, splices);
    if (isDeepStrictEqual(parsedValue(after), intended) && !isCommentLost(source, edit, splices))
      return splices;
  }
  throw new CannotEditInPlace();
}

/** True if splices remove a comment outside of the part that the edit removes. */
function isCommentLost(source: YamlText, edit: YamlEdit, splices: readonly Splice[]): boolean {
  const own = edit.op === 'remove' ? source.extent(edit.path) : { start: 0, end: 0 };
  return splices.some(({ start, end, text }) => {
    const removed = source.text.slice(start, end);
    if (!removed.includes('#')) return false;
    const kept = new Set(commentsOf(text).map((comment) => comment.text));
    return commentsOf(removed).some(
      (comment) =>
        !kept.has(comment.text) && !(start + comment.start >= own.start && start + comment.start < own.end),
    );
  });
}

function* splicesToTry(source: YamlText, edit: YamlEdit): Generator<Splice[]> {
  if (edit.op === 'remove') yield source.removal(edit.path);
  else if (edit.op === 'repeat') yield source.duplicateItem(edit.path);
  else if (edit.op === 'set') yield* source.setCandidates(edit.path, edit.value, edit.order ?? []);
  else yield* source.appendCandidates(edit.path, edit.values);
}

/** Replaces each range of a text. */
export function applySplices(text: string, splices: readonly Splice[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, text: replacement } of [...splices].sort((a, b) => a.start - b.start)) {
    result += text.slice(at, start) + replacement;
    at = end;
  }
  return result + text.slice(at);
}

function parsedValue(text: string): unknown {
  const document = parseYamlText(text);
  return document.errors.length > 0 ? undefined : document.toJS();
}

/** The value of YAML that a person typed. Throws a usage error if it is not valid. */
export function valueOfYaml(typed: string): unknown {
  const document = parseYamlText(typed);
  const [error] = document.errors;
  if (error) throw fail.usage(`“${typed}” is not YAML`, error.message.split('\n', 1)[0]);
  return document.toJS();
}
