/** What a command is given to answer with: the words and options typed, the store, and names resolved. */
import { join } from 'node:path';
import type { Built } from '../kb/build.ts';
import { cacheFile, cacheFolder } from '../kb/cache/paths.ts';
import { type CacheOptions, openStore } from '../kb/open.ts';
import { fail } from '../model/errors.ts';
import { type Finding, shownPath } from '../model/finding.ts';
import type { EntityRecord } from '../model/records.ts';
import type { Kind, Relation, Role, Scope, Status } from '../model/vocabulary.ts';
import type { ClaimFilter } from '../query/claims.ts';
import { clean } from '../render/clean.ts';
import { type Resolution, resolve } from '../store/resolve.ts';
import type { Store } from '../store/store.ts';
import { dataFolder } from './data-folder.ts';
import type { Io } from './io.ts';
import type { Format } from './options.ts';

/** Every option, as read; absent where it was not typed. */
export interface Options {
  data?: string;
  json?: boolean;
  format?: Format;
  fields?: string[];
  exact?: boolean;
  color?: boolean;
  cache?: boolean;
  status?: Status[];
  atLeast?: Status;
  scope?: Scope[];
  role?: Role[];
  kind?: Kind[];
  relation?: Relation[];
  source?: string[];
  saidBy?: string[];
  ownClaims?: boolean;
  asOf?: string;
  limit?: number;
  rawCsv?: boolean;
  output?: string;
  strict?: boolean;
  list?: boolean;
  explain?: string;
  uncovered?: boolean;
  all?: boolean;
  sort?: string;
  review?: boolean;
  dryRun?: boolean;
  check?: boolean;
  unset?: boolean;
  append?: boolean;
  cascade?: boolean;
  id?: string;
  alias?: string[];
  description?: string;
  location?: string;
  link?: string[];
  quote?: string[];
  prefix?: string;
  suffix?: string;
  via?: string[];
  with?: string[];
  channel?: string;
  printedDate?: string;
  date?: string;
  dateBasis?: string;
  printed?: string;
  note?: string;
  title?: string;
  publisher?: string;
  url?: string;
  published?: string;
  publishedBasis?: string;
  retrieved?: string;
  lines?: { first: number; last: number };
}

/** What is asked for, in words, and how to list it: for errors. */
export interface Expected {
  what: string;
  kinds?: readonly Kind[];
  listCommand: string;
  /** The command that asks the other way round, for an entity of another kind. */
  reverseCommand?: string;
}

export const ANY_ENTITY: Expected = { what: 'entity', listCommand: 'chipkb list' };

/** One question as typed. */
export class CommandContext {
  readonly words: readonly string[];
  readonly options: Options;
  readonly io: Io;
  #store: Promise<Store> | undefined;

  constructor(words: readonly string[], options: Options, io: Io) {
    this.words = words;
    this.options = options;
    this.io = io;
  }

  /** The folder of the knowledge base that is asked; absolute. */
  get folder(): string {
    return dataFolder(this.options.data, this.io);
  }

  /** How to load that folder. */
  get loadOptions() {
    return {
      folder: this.folder,
      shownFrom: this.io.cwd,
      receiptsFile: join(this.io.packageFolder, 'dist', 'receipts.json'),
      onWait: (notice: string) => this.note(notice),
    };
  }

  /** Builds the knowledge base into one file, and shows meanwhile how far that is. */
  async build(target: string): Promise<Built | { findings: Finding[] }> {
    const { build, threadFile, onInterrupt } = this.io;
    const { buildKb } = await import('../kb/build.ts');
    const { progressOn } = await import('./progress.ts');
    const progress = await progressOn(this.io, 'files read');
    return buildKb({
      ...this.loadOptions,
      target,
      build: build ?? 'source',
      threads: threadFile,
      onProgress: progress.show,
      onInterrupt,
    }).finally(progress.end);
  }

  /** The store of the knowledge base; opened once. Data with errors is a known error. */
  store(): Promise<Store> {
    this.#store ??= this.#open();
    return this.#store;
  }

  async #open(): Promise<Store> {
    return this.#sound(await openStore(this.loadOptions, this.#cacheOptions()));
  }

  /** The ways around reading every file; none with `--no-cache`, or where the program runs from its source. */
  #cacheOptions(): CacheOptions | null {
    const { build, packageFolder, env, largeFrom } = this.io;
    if (build === null || this.options.cache === false) return null;
    const caches = cacheFolder(env);
    return {
      build,
      packageFolder,
      cacheFile: caches && cacheFile(caches, this.folder),
      databaseThresholdBytes: largeFrom,
      buildDatabase: (file: string) => this.build(file),
    };
  }

  #sound(opened: { store: Store } | { findings: Finding[] }): Store {
    if ('findings' in opened) throw fail.invalidData(shownPath(this.folder, this.io.cwd), opened.findings);
    return opened.store;
  }

  /** The same question of another folder, if one is named. */
  inFolder(folder: string | undefined): CommandContext {
    return folder === undefined ? this : this.with({ data: folder });
  }

  /** The same words with other options. */
  with(options: Options): CommandContext {
    return new CommandContext(this.words, { ...this.options, ...options }, this.io);
  }

  /** The words as one name. */
  get phrase(): string {
    return this.words.join(' ');
  }

  /** A word of notice to the person, beside the answer. */
  note(text: string): void {
    this.io.err.write(`${clean(text)}\n`);
  }

  /** The claim filter that the options give. */
  async claimFilter(): Promise<ClaimFilter> {
    const { status, atLeast, relation, source, saidBy, ownClaims, asOf } = this.options;
    return {
      ...(status && { status }),
      ...(atLeast && { atLeast }),
      ...(relation && { relation }),
      ...(source && { source: await this.sources(source) }),
      ...(saidBy && { saidBy: await this.#claimants(saidBy) }),
      ...(ownClaims && { ownClaims }),
      ...(asOf && { asOf }),
    };
  }

  /** The id of a source, which is never corrected; an unknown one is a known error. */
  async source(id: string): Promise<string> {
    await this.sources([id]);
    return id;
  }

  /** The ids of sources, which are never corrected; an unknown one is a known error. */
  async sources(ids: readonly string[]): Promise<string[]> {
    const store = await this.store();
    const known = await store.sources(ids);
    const unknown = ids.find((id) => !known.has(id));
    if (unknown !== undefined) {
      const candidates = [...(await store.sources())]
        .slice(0, 5)
        .map(([id, { title }]) => ({ id, name: title, kind: 'source' }));
      throw fail.noSuchEntity(unknown, 'source', candidates, 'chipkb sources');
    }
    return [...ids];
  }

  async #claimants(names: readonly string[]): Promise<string[]> {
    const ids: string[] = [];
    for (const name of names) ids.push((await this.entity(name, ANY_ENTITY)).id);
    return ids;
  }

  /** The entity that a text names; a correction is announced, and anything else is a known error. */
  async entity(typed: string, wanted: Expected): Promise<EntityRecord> {
    const entity = this.accept(typed, await this.resolve(typed, wanted.kinds), wanted);
    if (wanted.kinds && !wanted.kinds.includes(entity.kind)) {
      const kinds = wanted.kinds;
      const store = await this.store();
      const linked = await store.claims({ from: [entity.id] });
      const near = await store.entities(linked.map(({ to }) => to));
      const candidates = [...near.values()].filter(({ kind }) => kinds.includes(kind)).slice(0, 5);
      const next = wanted.reverseCommand ? `${wanted.reverseCommand} ${entity.id}` : wanted.listCommand;
      throw fail.wrongKind(entity, wanted.what, candidates, next);
    }
    return entity;
  }

  /** Resolves a text, with corrections unless `--exact` was typed. */
  async resolve(typed: string, kinds?: readonly Kind[], correct = true): Promise<Resolution> {
    return resolve(await this.store(), typed, {
      correct: correct && !this.options.exact,
      ...(kinds && { kinds }),
    });
  }

  /** The entity of a resolution, with the notice or the error that belongs to it. */
  accept(typed: string, resolution: Resolution, { what, listCommand }: Expected): EntityRecord {
    switch (resolution.state) {
      case 'exact':
        return resolution.entity;
      case 'corrected':
        this.note(`“${typed}” is read as ${resolution.entity.name} (${resolution.entity.id}).`);
        return resolution.entity;
      case 'ambiguous':
        throw fail.ambiguousName(typed, resolution.candidates);
      case 'unknown':
        throw fail.noSuchEntity(typed, what, resolution.candidates, listCommand);
    }
  }
}
