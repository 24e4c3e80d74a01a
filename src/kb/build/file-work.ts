/** The work on one file of a knowledge base: read, hold to the rules, and turn into rows. Done by threads. */

import { type KnownEntities, runRules } from '../../check/rule.ts';
import { rulesOfErrors } from '../../check/rules.ts';
import { diskFiles } from '../../load/files.ts';
import { Loader, type LoadOptions } from '../../load/load-kb.ts';
import { type Finding, hasError } from '../../model/finding.ts';
import type { Kind } from '../../model/vocabulary.ts';
import { entityRows, type Holders, type Rows, sourceRows } from '../../store/sql/rows.ts';
import { trackReads } from '../cache/track-inputs.ts';
import { inputsOf } from './plan.ts';

/** A file to work on. */
export type Task = { name: string } & (
  | { sort: 'entities' /** The place of its first entity. */; first: number }
  | {
      sort: 'source' /** The id of its first statement. */;
      first: number /** The row of the source. */;
      source: number;
    }
);

/** What was made of a file. */
export interface Made {
  rows: Rows;
  /** What has the grams of its names. */
  holders: Holders;
  /** How many places or ids its records have taken: entities or statements. */
  taken: number;
  /** The errors in it. */
  findings: Finding[];
  /** The files that were read for it. */
  inputs: InputFile[];
  /** Its entities, by the place of each. */
  entities: KnownEntity[];
}

/** A file that was read, from the folder of the knowledge base. */
export interface InputFile {
  path: string;
  /** Null where it is not there. */
  stamp: string | null;
  sha256: string | null;
}

/** Entities by key. */
export type EntitiesByKey = Pick<ReadonlyMap<string, KnownEntity>, 'get' | 'keys'>;

/** An entity as far as sources need it. */
export interface KnownEntity {
  key: string;
  row: number;
  kind: Kind;
}

/** Works on the files of one knowledge base. */
export class FileWork {
  readonly #loader: Loader;
  readonly #recorded: ReturnType<typeof trackReads>['log'];
  readonly #texts: string | null;
  #entities: EntitiesByKey = new Map();
  #isComplete = true;

  constructor(options: LoadOptions) {
    const { files, log } = trackReads(diskFiles, options.folder);
    this.#loader = new Loader({ ...options, files });
    this.#recorded = log;
    this.#texts = this.#loader.open().texts;
  }

  /** Tells every entity of the knowledge base, before the first source. */
  know(entities: EntitiesByKey, isComplete: boolean): void {
    this.#entities = entities;
    this.#isComplete = isComplete;
  }

  /** Reads a file and makes its rows. There are none where it has errors. */
  do(task: Task): Made {
    this.#recorded.files.length = 0;
    const made = task.sort === 'entities' ? this.#entityFile(task) : this.#sourceFile(task);
    const findings = made.findings.filter(({ level }) => level === 'error');
    return { ...made, findings, inputs: inputsOf(this.#recorded.files) };
  }

  #entityFile({ name, first }: Task): Omit<Made, 'inputs'> {
    const findings: Finding[] = [];
    const read = this.#loader.entities(name, findings);
    const records = { kb: null, entities: read, sources: [], isComplete: findings.length === 0 };
    findings.push(...runRules(rulesOfErrors(records), records));
    const values = read.map(({ value }) => value);
    return {
      ...(hasError(findings) ? { rows: {}, holders: new Map() } : entityRows(values, first)),
      taken: values.length,
      findings,
      entities: values.map(({ id, kind }, index) => ({ key: id, row: first + index, kind })),
    };
  }

  #sourceFile(task: Task & { sort: 'source' }): Omit<Made, 'inputs'> {
    const { name, first, source } = task;
    const findings: Finding[] = [];
    const read = this.#loader.source(name, this.#texts, findings);
    const isComplete = this.#isComplete && findings.every(({ rule }) => rule === 'text');
    const records = { kb: null, entities: [], sources: read ? [read] : [], isComplete };
    findings.push(...runRules(rulesOfErrors(records), records, forRules(this.#entities)));
    // What is incomplete is of no use, and the rules about what is missing did not run.
    if (read === null || !isComplete || hasError(findings))
      return { rows: {}, holders: new Map(), taken: 0, findings, entities: [] };
    const entity = (key: string) => {
      const row = this.#entities.get(key)?.row;
      if (row === undefined) throw new Error(`${name} names ${key}, which no rule found missing`);
      return row;
    };
    const { edges, remarks = [], read: marks = [] } = read.value;
    return {
      rows: sourceRows(read, name, { source, first, entity }),
      holders: new Map(),
      taken: edges.length + remarks.length + marks.length,
      findings,
      entities: [],
    };
  }
}

const forRules = (entities: EntitiesByKey): KnownEntities => ({
  get(id) {
    const kind = entities.get(id)?.kind;
    return kind && { value: { id, kind, name: id } };
  },
  has: (id) => entities.get(id) !== undefined,
  keys: () => entities.keys(),
});
