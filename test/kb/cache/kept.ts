/** A knowledge base with a cache, and a way to see which of the two answers. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Content, decode, encode } from '../../../src/kb/cache/compiled.ts';
import { kbFolder } from '../../support/edited-kb.ts';
import { type Ran, run } from '../../support/run.ts';

export const BUILD = '0.0.0 test';

/** What only the cache says. */
const MARKED = 'Answered from the cache';

export class Kept {
  /** Holds data/, seeds/ and the caches. */
  readonly home = kbFolder('chipkb-cache-');
  readonly folder = join(this.home, 'data');
  readonly caches = join(this.home, 'xdg', 'chipkb');

  ask(line: string, { build = BUILD, folder = this.folder } = {}): Promise<Ran> {
    const env = { XDG_CACHE_HOME: join(this.home, 'xdg') };
    return run([...line.split(' '), '--data', folder], { build, env, cwd: this.home });
  }

  /** The only file in the cache. */
  get file(): string {
    const [name, ...more] = readdirSync(this.caches);
    if (name === undefined || more.length > 0)
      throw new Error(`one cache is expected: ${name} ${more.join(' ')}`);
    return join(this.caches, name);
  }

  /** Changes what is kept. */
  edit(change: (content: Content) => void): void {
    const compiled = decode(readFileSync(this.file), { build: BUILD, folder: this.folder });
    if (compiled === null) throw new Error('the cache can’t be read');
    change(compiled.content);
    writeFileSync(this.file, encode(compiled));
  }

  /** Makes the cache anew, and marks it. */
  async keep(): Promise<void> {
    rmSync(this.caches, { recursive: true, force: true });
    await this.ask('sources');
    this.edit(({ records }) => {
      for (const source of records.sources) source.title = MARKED;
    });
  }

  /** Where the next answer comes from. */
  async origin(more: Parameters<Kept['ask']>[1] = {}): Promise<'cache' | 'files' | 'error'> {
    const { code, out } = await this.ask('sources --json', more);
    if (code !== 0) return 'error';
    return out.includes(MARKED) ? 'cache' : 'files';
  }

  remove(): void {
    rmSync(this.home, { recursive: true });
  }
}
