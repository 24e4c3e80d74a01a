/** A knowledge base with a cache, and a way to see which of the two answers. */
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Compiled,
  type CompiledHead,
  encodeCompiled,
  readCompiled,
  recordsOf,
} from '../../../src/kb/cache/compiled.ts';
import type { StoreRecords } from '../../../src/model/records.ts';
import { kbFolder } from '../../support/edited-kb.ts';
import { type Ran, run, type World } from '../../support/run.ts';

export const BUILD = '0.0.0 test';

/** A title that only the cache contains. */
export const MARK = 'Answered from the cache';

export class CachedKb {
  /** Contains data/, seeds/ and the caches. */
  readonly home = kbFolder('chipkb-cache-');
  readonly folder = join(this.home, 'data');
  readonly caches = join(this.home, 'xdg', 'chipkb');

  ask(line: string, { folder = this.folder, ...world }: World & { folder?: string } = {}): Promise<Ran> {
    const env = { XDG_CACHE_HOME: join(this.home, 'xdg') };
    return run([...line.split(' '), '--data', folder], { build: BUILD, env, cwd: this.home, ...world });
  }

  /** The only file in the cache. */
  get file(): string {
    const [name, ...others] = readdirSync(this.caches);
    if (name === undefined || others.length > 0) throw new Error(`expected one cache, not ${name} ${others}`);
    return join(this.caches, name);
  }

  /** The cache. */
  get compiled(): Compiled {
    return readCompiled(this.file, () => true);
  }

  /** The head of the cache. */
  get head(): CompiledHead {
    return this.compiled.head;
  }

  /** Replaces the cache by one with changes. */
  edit(
    change: { head?: Partial<CompiledHead>; records?: (records: StoreRecords) => void },
    file = this.file,
  ): void {
    const compiled = readCompiled(file, () => true);
    const { meta, entities, sources, claims, remarks, names } = recordsOf(
      compiled,
      this.folder,
      () => new Error('damaged'),
    );
    const records: StoreRecords = {
      meta,
      entities: [...entities.all()],
      sources: [...sources.all()],
      claims: [...claims.all()],
      remarks: [...remarks.all()],
      names: [...names()],
      texts: new Map(),
    };
    change.records?.(records);
    writeFileSync(file, encodeCompiled({ ...compiled.head, ...change.head }, records));
  }

  /** Writes a new cache and marks it. */
  async fill(): Promise<void> {
    rmSync(this.caches, { recursive: true, force: true });
    await this.ask('sources');
    this.mark();
  }

  /** Marks compiled data, by default the cache. */
  mark(file = this.file): void {
    this.edit(
      {
        records: ({ sources }) => {
          for (const source of sources) source.title = MARK;
        },
      },
      file,
    );
  }

  /** What the next answer comes from. */
  async origin(options: Parameters<CachedKb['ask']>[1] = {}): Promise<'cache' | 'files' | 'error'> {
    const { code, out } = await this.ask('sources --json', options);
    if (code !== 0) return 'error';
    return out.includes(MARK) ? 'cache' : 'files';
  }

  remove(): void {
    rmSync(this.home, { recursive: true });
  }
}
