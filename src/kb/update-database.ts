/** Updates a cached database in place after files of its folder have changed. */
import { resolve } from 'node:path';
import { Loader } from '../load/load-kb.ts';
import { addAll } from '../model/add-all.ts';
import { type Finding, shownPath } from '../model/finding.ts';
import type { Kind } from '../model/vocabulary.ts';
import type { Database, OpenDatabase } from '../store/sql/driver.ts';
import { isCurrentVersion } from '../store/sql/sqlite.ts';
import { firstOrdinal, ordinalBetween, Writer } from '../store/sql/writer.ts';
import { reportFindings, type WriteOptions, writeKb } from './build.ts';
import { isSameFile } from './cache/inputs.ts';
import { findCycles, findWrongOrigins, productsOf, setFirstParty } from './cross-source.ts';
import { isOriginOf, type Origin, OriginLog, readOrigin, writeOrigin } from './database-origin.ts';
import { type EntityFile, entityFileRecords, readEntities, readSource } from './read-records.ts';
import { readConsistently } from './write/consistent-read.ts';

/** A cached database: its file, and the build of the program. */
interface Cached extends WriteOptions {
  file: string;
  build: string;
}

/**
 * Updates the database in one transaction, or rebuilds it, and returns it open. Returns the findings if the data has errors, and
 * then nothing changes.
 */
export function refreshDatabase(
  open: OpenDatabase,
  cached: Cached,
): { database: Database } | { findings: Finding[] } {
  const database = open(cached.file, false);
  let isCurrent = false;
  try {
    database.exec('pragma page_size = 8192; pragma cache_size = -65536; pragma temp_store = memory');
    const findings = readConsistently(cached, () => {
      database.exec('begin immediate');
      const updated = update(database, cached);
      const errors = updated === 'rebuild' ? rebuild(database, cached) : updated;
      database.exec(errors.length === 0 ? 'commit' : 'rollback');
      return errors;
    });
    isCurrent = findings.length === 0;
    return isCurrent ? { database } : { findings };
  } finally {
    // This also rolls back a transaction that was not committed.
    if (!isCurrent) database.close();
  }
}

function rebuild(database: Database, cached: Cached): Finding[] {
  removeAll(database);
  const log = new OriginLog(cached.folder);
  const written = writeKb(database, cached, log, { use: 'cached', withTexts: true });
  if ('findings' in written) return written.findings;
  writeOrigin(database, log.origin(cached.build));
  return [];
}

/** Drops every view and table. A full-text table comes before its hidden tables, which go with it. */
function removeAll(database: Database): void {
  const list = database.prepare(
    `select type, name from sqlite_schema where type in ('view', 'table') and name not like 'sqlite!_%' escape '!'
     order by type desc, sql like 'create virtual%' desc`,
  );
  for (const { type, name } of list.all() as { type: string; name: string }[])
    database.exec(`drop ${type} if exists "${name}"`);
}

/** If more than this share of the files changed, building from scratch is faster. */
const MAX_CHANGED = 1 / 4;

/** Replaces the records of changed files. Returns 'rebuild' if a change affects other files; otherwise the findings. */
function update(database: Database, options: Cached): Finding[] | 'rebuild' {
  if (!isCurrentVersion(options.file)) return 'rebuild';
  const origin = originOf(database);
  if (origin === null || !isOriginOf(origin, options)) return 'rebuild';
  const { folder, shownFrom } = options;
  const log = new OriginLog(folder);
  const loader = new Loader({ ...options, files: log.files });
  const opened = loader.open();
  log.attributeTo('kb.yaml');
  const { kb, texts, entityFiles, sourceFiles, findings } = opened;
  const files = [...entityFiles, ...sourceFiles];
  const before = new Set(origin.files.map(({ yaml }) => yaml));
  const changed = new Set(origin.files.filter((file) => !isUnchanged(folder, file)).map(({ yaml }) => yaml));
  for (const file of files) if (!before.has(file)) changed.add(file);
  const isEntityFile = (file: string) => file.startsWith('entities');
  const needsRebuild =
    findings.length > 0 ||
    kb?.value.exceptions !== undefined ||
    changed.has('kb.yaml') ||
    changed.size > Math.max(1, files.length * MAX_CHANGED) ||
    String([...before].filter(isEntityFile)) !== String(entityFiles);
  if (needsRebuild) return 'rebuild';

  const writer = new Writer(database);
  const changedEntityFiles = entityFiles.filter((file) => changed.has(file));
  const read = readEntities(loader, changedEntityFiles, (file) => log.attributeTo(file));
  if (read.errors.length > 0) return reportFindings(options, opened, read.errors);
  for (const { file, entities } of read.files) {
    if (!areSafe(database, file, entities)) return 'rebuild';
    writer.deleteEntities(file);
    writer.insertEntities(entityFileRecords({ file, entities }), firstOrdinal(entityFiles.indexOf(file)));
  }
  if (hasSharedNames(database, changedEntityFiles)) return 'rebuild';

  const changedSources = [...changed].filter((file) => !isEntityFile(file)).sort();
  const existing = sourcesOf(database);
  const ids = changedSources.flatMap((file) => existing.get(file)?.id ?? []);
  const products = productsOf(database, ids);
  const errors: Finding[] = [];
  const kinds = changedSources.length > 0 ? kindsOf(database) : new Map<string, Kind>();
  for (const file of changedSources) {
    const old = existing.get(file);
    if (old) writer.deleteSource(old.id);
    const position = sourceFiles.indexOf(file);
    if (position < 0) {
      existing.delete(file);
      continue;
    }
    const source = readSource(loader, file, texts, kinds);
    log.attributeTo(file);
    if ('errors' in source) {
      addAll(errors, source.errors);
      continue;
    }
    const ordinal = old?.ordinal ?? ordinalFor(position, sourceFiles, existing);
    if (ordinal === null) return 'rebuild';
    existing.set(file, { id: source.records.source.id, ordinal });
    writer.insertSource(source.records, ordinal);
    ids.push(source.records.source.id);
  }
  const show = (file: string) => shownPath(resolve(folder, file), shownFrom);
  if (errors.length === 0 && changedSources.length > 0) {
    addAll(products, productsOf(database, ids));
    setFirstParty(database, { sources: ids, products });
    addAll(errors, findCycles(database, show));
  }
  // A source that is gone may be the origin of another.
  if (errors.length === 0) addAll(errors, findWrongOrigins(database, show));
  if (errors.length > 0) return reportFindings(options, opened, errors);
  const unchanged = origin.files.filter(({ yaml }) => yaml !== 'kb.yaml' && !changed.has(yaml));
  const now = log.origin(origin.build);
  writeOrigin(database, { ...now, files: [...now.files, ...unchanged] });
  return [];
}

/** What the database was built from; null if it does not say. */
function originOf(database: Database): Origin | null {
  try {
    return readOrigin(database);
  } catch {
    return null;
  }
}

function isUnchanged(folder: string, file: Origin['files'][number]): boolean {
  try {
    return isSameFile(folder, file);
  } catch {
    // Reading it again will report why it can't be read.
    return false;
  }
}

/** Whether other records stay valid: no entity of the file was removed or changed its kind, and no new id belongs to another file. */
function areSafe(database: Database, file: string, entities: EntityFile['entities']): boolean {
  const kinds = new Map(entities.map(({ value }) => [value.id, value.kind]));
  const known = database
    .prepare('select id, kind, file from _entity where file = ? or id in (select value from json_each(?))')
    .all(file, JSON.stringify([...kinds.keys()])) as { id: string; kind: Kind; file: string }[];
  return known.every((entity) => entity.file === file && kinds.get(entity.id) === entity.kind);
}

/** Whether an unambiguous name of an entity in these files is also the name of another entity. */
const hasSharedNames = (database: Database, files: readonly string[]): boolean =>
  database
    .prepare(
      `select 1 from _name n join _entity e on e.id = n.entity join _name o on o.folded = n.folded and o.entity <> n.entity
       where e.file in (select value from json_each(?)) and n.is_ambiguous = 0 and o.is_ambiguous = 0 limit 1`,
    )
    .get(JSON.stringify(files)) !== undefined;

function sourcesOf(database: Database): Map<string, { id: string; ordinal: number }> {
  const rows = database.prepare('select file, id, ordinal from _source').all();
  return new Map((rows as { file: string; id: string; ordinal: number }[]).map((row) => [row.file, row]));
}

function kindsOf(database: Database): Map<string, Kind> {
  const rows = database.prepare('select id, kind from _entity').all() as { id: string; kind: Kind }[];
  return new Map(rows.map(({ id, kind }) => [id, kind]));
}

/** The first ordinal for a new source; null if there is no room between its neighbours. */
function ordinalFor(
  position: number,
  files: readonly string[],
  existing: ReadonlyMap<string, { ordinal: number }>,
): number | null {
  const ordinals = files.map((file) => existing.get(file)?.ordinal);
  const before = ordinals.slice(0, position).findLast((ordinal) => ordinal !== undefined) ?? 0;
  return ordinalBetween(before, ordinals.slice(position).find((ordinal) => ordinal !== undefined) ?? null);
}
