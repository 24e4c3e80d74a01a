/** Reads single files of a knowledge base as records for a database, and applies the rules that find errors. */
import { type KnownEntities, runRules } from '../check/rule.ts';
import { rulesOfErrors } from '../check/rules.ts';
import { areReadable, type Loader } from '../load/load-kb.ts';
import { entityOf, namesOf, sourceRecords } from '../load/to-records.ts';
import { addAll } from '../model/add-all.ts';
import type { Authored } from '../model/authored.ts';
import { type Finding, hasError } from '../model/finding.ts';
import type { AuthoredEntity } from '../model/schema.ts';
import type { Kind } from '../model/vocabulary.ts';
import type { EntityFileRecords, SourceRecords } from '../store/sql/writer.ts';

/** What the rules about sources need to know of the entities. */
export type EntityKinds = ReadonlyMap<string, Kind>;

const errorsOf = (findings: readonly Finding[]) => findings.filter(({ level }) => level === 'error');

/** The entities of one file. */
export interface EntityFile {
  file: string;
  entities: readonly Authored<AuthoredEntity>[];
}

/** Reads files of entities. If there are errors, the entities are incomplete. */
export function readEntities(
  loader: Loader,
  names: readonly string[],
  afterFile: (file: string) => void,
): { files: EntityFile[]; errors: Finding[] } {
  const findings: Finding[] = [];
  const files = names.map((file) => {
    const entities = loader.entities(file, findings);
    afterFile(file);
    return { file, entities };
  });
  const records = {
    kb: null,
    entities: files.flatMap(({ entities }) => entities),
    sources: [],
    tables: [],
    isComplete: !hasError(findings),
  };
  addAll(findings, runRules(rulesOfErrors(records), records));
  return { files, errors: errorsOf(findings) };
}

/** The records of the entities of one file. */
export const entityFileRecords = ({ file, entities }: EntityFile): EntityFileRecords => ({
  file,
  entities: entities.map(({ value }) => {
    const entity = entityOf(value);
    return { entity, names: namesOf(entity) };
  }),
});

/** Reads a source. There are no records if there are errors. */
export function readSource(
  loader: Loader,
  file: string,
  texts: string | null,
  kinds: EntityKinds,
): { records: SourceRecords } | { errors: Finding[] } {
  const findings: Finding[] = [];
  const source = loader.source(file, texts, findings);
  if (source !== null) {
    const isComplete = areReadable(findings);
    const records = {
      kb: null,
      entities: [],
      sources: 'cells' in source ? [] : [source],
      tables: 'cells' in source ? [source] : [],
      isComplete,
    };
    const rules = rulesOfErrors(records).filter(({ acrossSources }) => !acrossSources);
    addAll(findings, runRules(rules, records, knownEntities(kinds)));
  }
  const errors = errorsOf(findings);
  if (source === null || errors.length > 0) return { errors };
  return {
    records: { file, ...sourceRecords(source), text: 'cells' in source ? null : (source.text?.text ?? null) },
  };
}

/** The records of a source for a file without its text. */
export const withoutText = (records: SourceRecords): SourceRecords => ({
  ...records,
  source: { ...records.source, checked: 'recorded' },
  text: null,
});

const knownEntities = (kinds: EntityKinds): KnownEntities => ({
  get(id) {
    const kind = kinds.get(id);
    return kind && { value: { id, kind, name: id } };
  },
  has: (id) => kinds.has(id),
  keys: () => kinds.keys(),
});
