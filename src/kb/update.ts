/** Updates table sources of a draft from clones of their repositories. */
import { isDeepStrictEqual } from 'node:util';
import type { Draft } from '../edit/draft.ts';
import { editsBetween } from '../edit/edits-between.ts';
import { findRepository, type Snapshot } from '../load/repository.ts';
import { type AuthoredTableFile, tableFile } from '../model/authored.ts';
import { fail, type RepositoryFault, repositoryFaults, unknownSource } from '../model/errors.ts';
import { errorAt, type Finding, hasError } from '../model/finding.ts';
import { type AuthoredRow, type AuthoredTableSource, FIELDS } from '../model/schema.ts';
import { pathOfFile } from '../model/table-source.ts';
import type { Store } from '../store/store.ts';
import { recordRows } from './tables/record-rows.ts';
import { SnapshotFiles } from './tables/snapshot-files.ts';
import { resolveLabels } from './tables/unknown-names.ts';
import type { Unrecorded } from './tables/unrecorded.ts';
import type { CellChange } from './tables/update-rows.ts';
import { type CommitFiles, updateTables } from './tables/update-tables.ts';

/** Which sources are updated, and from where. */
export interface UpdateOptions {
  /** The ids of the sources; all sources of tables if there are none. */
  sources: readonly string[];
  /** The folder of a clone, or of several; absolute. */
  from: string;
  /** The revision to update to, such as `HEAD`. */
  to: string;
  /** The environment for git. */
  env: ReadonlyMap<string, string>;
}

/** What an update did to a source. */
export interface UpdatedSource {
  source: string;
  /** The commit before and after the update, with its day; the same if the source could not be updated. */
  before: { commit: string; day: string };
  after: { commit: string; day: string };
  /** The cells that came, went or changed their symbol. */
  cells: CellChange[];
  /** The new labels that are ids, names or aliases of entities, now in `names`. */
  resolved: { label: string; id: string }[];
  /** What is printed now and not recorded; null if the source could not be updated. */
  unrecorded: Unrecorded | null;
  /** Errors, if it could not be updated; and warnings about what is new and not recorded. */
  findings: Finding[];
}

/**
 * Updates sources in a draft. A source with errors is left as it is. Throws `no-such-entity` for an unknown source, a usage error
 * for a text, and `unsupported-edit`. `store` contains the records before the update.
 */
export async function updateSources(
  draft: Draft,
  store: Store,
  options: UpdateOptions,
): Promise<UpdatedSource[]> {
  const updated: UpdatedSource[] = [];
  for (const source of chosen(draft, options.sources))
    updated.push(await updateSource(draft, source, store, options));
  return updated;
}

function chosen({ records }: Draft, ids: readonly string[]): AuthoredTableFile[] {
  if (ids.length === 0) return records.tables;
  const byId = new Map(records.tables.map((source) => [source.value.id, source]));
  const text = records.sources.find(({ value }) => ids.includes(value.id));
  if (text) throw fail.usage(`${text.value.id} is a text; only sources of tables are updated`);
  const unknown = ids.filter((id) => !byId.has(id));
  const values = records.tables.map(({ value }) => value);
  if (unknown.length > 0) throw fail.unresolvedNames(unknown.map((id) => unknownSource(id, values)));
  return [...new Set(ids)].flatMap((id) => byId.get(id) ?? []);
}

async function updateSource(
  draft: Draft,
  source: AuthoredTableFile,
  store: Store,
  options: UpdateOptions,
): Promise<UpdatedSource> {
  const { value } = source;
  const before = { commit: value.commit, day: value.committed };
  const unchanged = { source: value.id, before, after: before, cells: [], resolved: [], unrecorded: null };
  const found = commitsOf(source, options);
  if ('message' in found) {
    const fault = errorAt('update', found.message, source.place(['repository']), found.hint);
    return { ...unchanged, findings: [fault] };
  }
  const { known } = await resolveLabels(sourceAt(value, found.now), store);
  const named = { ...value, names: { ...value.names, ...Object.fromEntries(known) } };
  const updated = updateTables(tableFile({ ...source, value: named }, source.stem), found.old, found.now);
  const { value: after, changes, unrecorded, findings } = updated;
  if (hasError(findings)) return { ...unchanged, findings };
  const { scalars, others } = editsBetween(value, after, isWhole, FIELDS.edge);
  draft.edit(source.origin.file, scalars);
  draft.edit(source.origin.file, others);
  return {
    source: value.id,
    before,
    after: { commit: after.commit, day: after.committed },
    cells: changes,
    resolved: [...known].map(([label, id]) => ({ label, id })),
    unrecorded,
    findings,
  };
}

/** A source with the rows that its tables have at a commit. */
const sourceAt = (value: AuthoredTableSource, { file }: CommitFiles): AuthoredTableSource => ({
  ...value,
  tables: value.tables.map((table) => {
    const read = file(pathOfFile(value, table.path));
    const printed = 'fault' in read ? read : recordRows(table, read);
    return { ...table, rows: 'rows' in printed ? printed.rows : [] };
  }),
});

/** Rows are written again if their cells differ; otherwise only their lines and hashes are replaced, which is faster. */
const isWhole = (path: readonly (string | number)[], before: object, after: object): boolean =>
  path.at(-1) === 'rows' &&
  !isDeepStrictEqual(withoutLines(before as AuthoredRow[]), withoutLines(after as AuthoredRow[]));

const withoutLines = (rows: readonly AuthoredRow[]) =>
  rows.map(({ line: _line, sha256: _sha256, ...row }) => row);

/** The recorded commit, or null if the clone lacks it, and the newer one, which must descend from it as far as the clone shows. */
function commitsOf(
  { value: { repository, commit, committed, files } }: AuthoredTableFile,
  { from, to, env }: UpdateOptions,
): { old: CommitFiles | null; now: CommitFiles } | RepositoryFault {
  const found = findRepository(from, { url: repository, path: files[0]?.path ?? '' }, env);
  if ('message' in found) return found;
  if (!found.isGit) return repositoryFaults.noCommits(found.folder);
  const snapshots = new SnapshotFiles(found);
  const now = snapshots.at(to);
  if ('message' in now) return now;
  const current = commitFiles(snapshots, now);
  if (current === null) return repositoryFaults.git(found.folder, 'the commit has no date');
  // A withdrawal must not be dated before the day on which the claim was seen.
  if (current.day < committed) return repositoryFaults.olderCommit(current.commit, current.day, committed);
  if (found.descends(current.commit, commit) === false)
    return repositoryFaults.notDescendant(current.commit, commit);
  const old = snapshots.at(commit);
  return { old: 'message' in old ? null : commitFiles(snapshots, old), now: current };
}

function commitFiles(snapshots: SnapshotFiles, snapshot: Snapshot): CommitFiles | null {
  const { id, day } = snapshot.commit ?? { id: '', day: null };
  if (day === null) return null;
  return {
    commit: id,
    day,
    file: (path) => snapshots.file(snapshot, path),
    changed: (path) => snapshot.lastChange(path),
  };
}
