/** What a command works with: its words and options, the knowledge base, and the world around the run. */
import { join } from 'node:path';
import { cacheFile, cacheFolder } from '../kb/cache/paths.ts';
import { type CacheOptions, openStore } from '../kb/open.ts';
import { fail, unknownSource } from '../model/errors.ts';
import { shownPath } from '../model/finding.ts';
import { type EntityRecord, isText } from '../model/records.ts';
import type { Kind } from '../model/vocabulary.ts';
import { clean } from '../render/clean.ts';
import { type Found, findEntity, resolve } from '../store/resolve.ts';
import type { Store } from '../store/store.ts';
import { dataFolder, existingDataFolder } from './data-folder.ts';
import type { Io } from './io.ts';
import type { GlobalOptions, Options } from './option-values.ts';
import type { Progress } from './progress.ts';
import { existingFolder } from './typed-values.ts';

/** Which entities a command expects; for errors. */
export interface Expected {
  /** In words, such as “model”. */
  what: string;
  kinds?: readonly Kind[];
  listCommand: string;
  /** What expects them: a command or an option. */
  command?: string;
}

export const ANY_ENTITY: Expected = { what: 'entity', listCommand: 'chipkb list' };

export const A_MODEL: Expected = { what: 'model', kinds: ['model'], listCommand: 'chipkb models' };

export const A_SUPPORTER: Expected = {
  what: 'company, hardware, service or framework',
  kinds: ['company', 'hardware', 'service', 'framework'],
  listCommand: 'chipkb list',
};

export const A_MODEL_OR_SUPPORTER: Expected = {
  what: 'model, company, hardware, service or framework',
  kinds: ['model', 'company', 'hardware', 'service', 'framework'],
  listCommand: 'chipkb list',
};

/** The context of one command; `Own` are the options that it reads besides the global ones. */
export class CommandContext<Own = Options> {
  readonly words: readonly string[];
  readonly options: GlobalOptions & Own;
  readonly io: Io;
  /** The name of the command. */
  readonly command: string;
  #store: Promise<Store> | undefined;

  constructor(words: readonly string[], options: GlobalOptions & Own, io: Io, command: string) {
    this.words = words;
    this.options = options;
    this.io = io;
    this.command = command;
  }

  /** The words as one name. */
  get phrase(): string {
    return this.words.join(' ');
  }

  /** This command with other options. */
  with(options: Partial<GlobalOptions> | Partial<Own>): CommandContext<Own> {
    return new CommandContext<Own>(this.words, { ...this.options, ...options }, this.io, this.command);
  }

  /** This command for the knowledge base in another folder, if one is given. Throws a usage error if it does not exist. */
  inFolder(folder: string | undefined): CommandContext<Own> {
    if (folder === undefined) return this;
    existingFolder(folder, this.io.cwd);
    return this.with({ data: folder });
  }

  /** Prints a notice on stderr, unless `--quiet` was typed. */
  note(text: string): void {
    if (!this.options.quiet) this.announce(text);
  }

  /** Prints on stderr what an answer must not leave out. */
  announce(text: string): void {
    this.io.err.write(`${clean(text)}\n`);
  }

  /** The folder of the knowledge base; absolute. */
  get folder(): string {
    return dataFolder(this.options.data, this.io);
  }

  /** How to load that folder. Throws a usage error if `--data` or CHIPKB_DATA names one that does not exist. */
  get loadOptions() {
    return {
      folder: existingDataFolder(this.options.data, this.io),
      shownFrom: this.io.cwd,
      receiptsFile: join(this.io.packageFolder, 'dist', 'receipts.json'),
      onWait: (notice: string) => this.note(notice),
    };
  }

  /** The store of the knowledge base, opened once. Invalid data is a known error. */
  store(): Promise<Store> {
    this.#store ??= this.#openStore();
    return this.#store;
  }

  async #openStore(): Promise<Store> {
    const opened = await openStore(this.loadOptions, this.#cacheOptions());
    if ('findings' in opened) throw fail.invalidData(shownPath(this.folder, this.io.cwd), opened.findings);
    return opened.store;
  }

  /** Where caches are; null with `--no-cache`, and if the program runs from its source. */
  #cacheOptions(): CacheOptions | null {
    const { build, packageFolder, env, databaseThresholdBytes } = this.io;
    if (build === null || this.options.cache === false) return null;
    const caches = cacheFolder(env);
    return {
      build,
      packageFolder,
      cacheFile: caches && cacheFile(caches, this.folder),
      databaseThresholdBytes,
      startProgress: () => this.startProgress(),
    };
  }

  /** Starts a progress bar of the files that are read. */
  async startProgress(): Promise<Progress> {
    const { progressOn } = await import('./progress.ts');
    return progressOn(this.options.quiet ? null : this.io.progressStream, 'files read');
  }

  /** The entity that a text names. A correction is announced; anything else is a known error. */
  async entity(typed: string, expected: Expected): Promise<EntityRecord> {
    const entity = await this.#named(typed, expected);
    const { what, kinds, command = 'this command' } = expected;
    if (!kinds || kinds.includes(entity.kind)) return entity;
    const store = await this.store();
    const family = await this.familyInstead(entity, expected);
    if (family) {
      this.note(`Showing results for ${family.name}, the models of ${entity.name}.`);
      return family;
    }
    const claims = await store.claims({ from: [entity.id] });
    const linked = await store.entities(claims.map(({ to }) => to));
    const related = [...linked.values()].filter(({ kind }) => kinds.includes(kind)).slice(0, 5);
    const question = entity.kind === 'model' ? 'who-supports' : 'supports';
    const { hasSupport } = await import('../query/who-supports.ts');
    const next = (await hasSupport(store, entity)) ? question : 'show';
    throw fail.wrongKind(entity, command, what, related, `chipkb ${next} ${entity.id}`);
  }

  /** The family of the models of a developer, if only models are expected; null with `--exact`. */
  async familyInstead({ id }: EntityRecord, { kinds }: Expected): Promise<EntityRecord | null> {
    const isForModels = kinds?.length === 1 && kinds.includes('model');
    if (!isForModels || this.options.exact) return null;
    const { familyOfDeveloper } = await import('../query/related-models.ts');
    return familyOfDeveloper(await this.store(), id);
  }

  /** Resolves a text without candidates; null if it is unknown. */
  async find(typed: string, correct: boolean): Promise<Found | null> {
    return findEntity(await this.store(), typed, correct && !this.options.exact);
  }

  /** The entity that a text names, of whatever kind. A correction is announced; anything else is a known error. */
  async #named(typed: string, { what, kinds, listCommand }: Expected): Promise<EntityRecord> {
    const correct = !this.options.exact;
    const found = await resolve(await this.store(), typed, { correct, ...(kinds && { kinds }) });
    if (found.state === 'ambiguous') throw fail.ambiguousName(typed, found.candidates);
    if (found.state === 'unknown')
      throw fail.noSuchEntity(typed, what, found.candidates, listCommand, found.close);
    const { name } = found.entity;
    if (found.state === 'corrected') this.announce(`Showing results for ${name} (“${typed}” not found).`);
    return found.entity;
  }

  /** The id of a source that is a text; one of tables is a known error. */
  async textSource(id: string): Promise<string> {
    const source = (await (await this.store()).sources([await this.source(id)])).get(id);
    if (source !== undefined && !isText(source)) throw fail.needsText(id);
    return id;
  }

  /** The id of a source, which is never corrected; an unknown one is a known error. */
  async source(id: string): Promise<string> {
    const store = await this.store();
    if ((await store.sources([id])).has(id)) return id;
    throw fail.unresolvedNames([unknownSource(id, (await store.sources()).values())]);
  }
}
