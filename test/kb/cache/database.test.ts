/** The cached database of a large folder: updated in place, and never out of date. */
import {
  appendFileSync,
  closeSync,
  cpSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { generate } from '../../../scripts/bench/make-kb.ts';
import { checkKb } from '../../../src/kb/load-and-check.ts';
import { type Database, openDatabase } from '../../../src/store/sql/driver.ts';
import { kbFolder } from '../../support/edited-kb.ts';
import { run } from '../../support/run.ts';
import { runs } from '../../support/runs.ts';
import { contents, contentsOfFolder, refresh } from '../build/built.ts';

/** Runs a statement of SQL in a database and returns its rows. */
async function inDatabase<T>(file: string, sql: string, ...parameters: string[]): Promise<T[]> {
  const database = openDatabase(file, false);
  if (database === null) throw new Error('no SQLite is installed');
  try {
    return database.prepare(sql).all(...parameters) as T[];
  } finally {
    database.close();
  }
}

/** Marks a database; an update keeps the mark, and a rebuild does not. */
const mark = (file: string) => inDatabase(file, "insert into _meta values ('mark', '')");
const isMarked = async (file: string) =>
  (await inDatabase(file, "select 1 from _meta where key = 'mark'")).length === 1;

describe('a question', () => {
  const BUILD = '0.0.0 test';
  const SOURCE = 'data/sources/scmp-deepseek-chips.yaml';
  const VENDORS = 'data/entities/vendors.yaml';
  const TEXT = 'seeds/000_20976bf55dca39ff.txt';
  let home: string;
  const at = (name: string) => join(home, name);
  const ask = (line: string, build = BUILD) =>
    run([...line.split(' '), '--data', at('data')], {
      build,
      databaseThresholdBytes: 0,
      env: { XDG_CACHE_HOME: at('xdg') },
      cwd: home,
    });

  /** The only file in the cache. */
  function cached(): string {
    const names = readdirSync(at('xdg/chipkb'));
    expect(names).toEqual([expect.stringMatching(/\.db$/)]);
    return join(at('xdg/chipkb'), names[0] ?? '');
  }

  beforeEach(async () => {
    home = kbFolder('chipkb-database-');
    await ask('sources');
  });
  afterEach(() => rmSync(home, { recursive: true }));

  test('does not write the database if nothing has changed', async () => {
    const before = readFileSync(cached());
    expect((await ask('sources')).code).toBe(0);
    expect(readFileSync(cached()).equals(before)).toBe(true);
  });

  test.each<[string, () => unknown]>([
    ['a file has more in it', () => appendFileSync(at(VENDORS), '# more\n')],
    ['a file was touched', () => utimesSync(at(VENDORS), 1, 1)],
    ['a text was touched', () => utimesSync(at(TEXT), 1, 1)],
    [
      'a file was replaced by a copy',
      () => {
        cpSync(at(VENDORS), at('copy'), { preserveTimestamps: true });
        renameSync(at('copy'), at(VENDORS));
      },
    ],
    ['there is a new file of entities', () => writeFileSync(at('data/entities/more.yaml'), '[]\n')],
    [
      'a folder became a link',
      () => {
        renameSync(at('data/entities'), at('data/others'));
        symlinkSync('others', at('data/entities'));
      },
    ],
    ['it is cut off', () => truncateSync(cached(), statSync(cached()).size / 2)],
    ['it is something else', () => writeFileSync(cached(), 'SQLite format 3\0'.repeat(1000))],
    ['it has another version', () => overwrite(cached(), 63, [99])],
    ['it has a format that this SQLite can’t read', () => overwrite(cached(), 47, [6])],
    ['it is empty', () => writeFileSync(cached(), '')],
    [
      'it is of another folder',
      () => inDatabase(cached(), `update _origin set value = json_set(value, '$.folder', '/other')`),
    ],
  ])('refreshes the database if %s', async (_, change) => {
    await change();
    const before = readFileSync(cached());
    const answer = await ask('sources --json');
    expect(answer).toEqual(await ask('sources --json --no-cache'));
    expect(answer.code).toBe(0);
    expect(readFileSync(cached()).equals(before)).toBe(false);
  });

  test('rebuilds the database of another build of the program', async () => {
    await mark(cached());
    expect((await ask('sources', '0.0.1 test')).code).toBe(0);
    expect(await isMarked(cached())).toBe(false);
  });

  test('compares a file by its content if it was changed just before it was read', async () => {
    appendFileSync(at(SOURCE), '# a\n');
    // A time in the future is recent however long the run takes.
    const future = new Date(Date.now() + 3_600_000);
    utimesSync(at(SOURCE), future, future);
    await ask('sources');
    const path = SOURCE.slice('data/'.length);
    const [row] = await inDatabase<{ sha256: string | null }>(
      cached(),
      `select f.value ->> 'sha256' as sha256 from _origin o, json_each(o.value, '$.files') f where f.value ->> 'path' = ?`,
      path,
    );
    expect(row?.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test('reports errors of the data, and uses the database again when they are gone', async () => {
    const answer = await ask('sources --json --no-cache');
    await mark(cached());
    const before = readFileSync(at(VENDORS));
    appendFileSync(at(VENDORS), '- 1\n');
    expect((await ask('sources')).code).toBe(4);
    writeFileSync(at(VENDORS), before);
    expect(await ask('sources --json')).toEqual(answer);
    expect(await isMarked(cached())).toBe(true);
  });

  test('rebuilds a database with damaged pages', async () => {
    const { out } = await ask('models --json');
    const sound = readFileSync(cached());
    let rebuilt = 0;
    for (let page = 0; page * 8192 < sound.length; page += 3) {
      overwrite(cached(), page * 8192, Buffer.alloc(8192, 0xa5));
      expect(await ask('models --json')).toEqual({ code: 0, out, err: '' });
      if (readFileSync(cached())[page * 8192] !== 0xa5) rebuilt++;
      writeFileSync(cached(), sound);
    }
    expect(rebuilt).toBeGreaterThan(3);
  });

  test('undoes what a killed process was writing to the database', async () => {
    const right = await ask('models --json');
    const file = cached();
    const sound = readFileSync(file);
    const killed = openDatabase(file, false);
    // With a cache of one page, SQLite writes before the commit.
    killed?.exec(
      `pragma cache_size = 1; begin; update _entity set record = '{}'; update _claim set record = '{}'`,
    );
    const [half, journal] = [readFileSync(file), readFileSync(`${file}-journal`)];
    killed?.exec('rollback');
    killed?.close();
    expect(half.equals(sound)).toBe(false);
    writeFileSync(file, half);
    writeFileSync(`${file}-journal`, journal);
    expect(await ask('models --json')).toEqual(right);
    expect(readFileSync(cached()).equals(sound)).toBe(true);
  });

  test.each<[string, (other: Database) => void]>([
    ['locks it', (other) => other.exec('begin exclusive')],
    ['changes it', (other) => other.exec("insert into _meta values ('mark', '')")],
  ])('is asked again if another process %s while it reads', async (_, harm) => {
    const store = await refresh(at('data'), at('own.db'));
    if (Array.isArray(store)) throw new Error('the data has errors');
    const other = openDatabase(at('own.db'), false);
    if (other === null) throw new Error('no SQLite is installed');
    harm(other);
    await expect(store.claims({})).rejects.toMatchObject({ code: 'damaged-cache' });
    other.close();
  });

  test('is answered without the database while another process holds its lock', async () => {
    appendFileSync(at(VENDORS), '# more\n');
    const answer = await ask('sources --json --no-cache');
    const other = openDatabase(cached(), false);
    other?.exec('begin exclusive');
    expect(await ask('sources --json')).toEqual(answer);
    expect(answer.code).toBe(0);
    other?.exec('rollback');
    other?.close();
  });
});

/** Overwrites bytes of a file. */
function overwrite(path: string, offset: number, bytes: readonly number[] | Buffer): void {
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.from(bytes), 0, bytes.length, offset);
  closeSync(file);
}

describe('an update', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'chipkb-update-'));
  afterAll(() => rmSync(scratch, { recursive: true }));
  const generated = join(scratch, 'generated');
  generate(generated, 200, 5);
  const COMPANIES = 'entities/company-001.yaml';
  const [header = '', ...claims] = readFileSync(join(generated, 'sources/report-00001.yaml'), 'utf8').split(
    /(?= {2}- relation:)/,
  );
  const quote = claims[0]?.slice(claims[0].indexOf('    evidence:')) ?? '';
  const names = readFileSync(join(generated, COMPANIES), 'utf8').match(/(?<=- id: ).*/g) ?? [];
  const hardware =
    readFileSync(join(generated, 'entities/hardware-001.yaml'), 'utf8').match(/(?<=- id: ).*/g) ?? [];
  const models =
    readFileSync(join(generated, 'entities/model-001.yaml'), 'utf8').match(/(?<=- id: ).*/g) ?? [];
  const claim = (relation: string, from = '', to = '', more = '') =>
    `  - relation: ${relation}\n    from: ${from}\n    to: ${to}\n${more}${quote}`;
  // Claims that bear on those of other sources: who makes a chip speaks for it, and two of these close a cycle.
  claims.push(
    claim('makes', names[0], hardware[0]),
    claim('supports', hardware[0], models[0], `    status: available\n    said-by: ${names[0]}\n`),
    claim('owns', names[1], names[2]),
    claim('owns', names[2], names[1]),
  );

  /** A knowledge base as it is edited: which claims each source makes, and what is added to files of entities. */
  interface State {
    sources: Map<string, number[]>;
    entities: string[];
    descriptions: number;
    title: number;
  }

  const entityText = ({ entities, descriptions }: State) =>
    readFileSync(join(generated, COMPANIES), 'utf8').replace(/A company/g, `Company ${descriptions},`) +
    entities
      .map((id) => `\n- {id: ${id}, name: The ${id}, kind: company, description: A new one.}\n`)
      .join('');

  /** Writes the files that differ. */
  function write(folder: string, { sources, title }: State, companies: string): void {
    const put = (name: string, text: string) => {
      const path = join(folder, name);
      if (
        !readdirSync(join(path, '..')).includes(name.split('/').at(-1) ?? '') ||
        readFileSync(path, 'utf8') !== text
      )
        writeFileSync(path, text);
    };
    put('kb.yaml', `format: 1\ntitle: Title ${title}\ndescription: Generated.\nlicence: CC0-1.0\n`);
    put(COMPANIES, companies);
    for (const name of readdirSync(join(folder, 'sources')))
      if (!sources.has(name.slice(0, -'.yaml'.length))) rmSync(join(folder, 'sources', name));
    for (const [id, own] of sources)
      put(
        `sources/${id}.yaml`,
        `${header.replace('id: report-00001', `id: ${id}`)}${own.map((index) => claims[index]).join('')}`,
      );
  }

  const start = (): State => ({
    sources: new Map(
      ['b', 'd', 'f', 'h', 'j', 'l'].map((id, at) => [
        id,
        claims.flatMap((_, index) => (index % 6 === at ? index : [])),
      ]),
    ),
    entities: [],
    descriptions: 0,
    title: 0,
  });

  type Edit = (state: State) => void;
  const id = fc.constantFrom(...'abcdefghijklm');
  const index = fc.nat(claims.length - 1);
  const edit: fc.Arbitrary<Edit> = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.tuple(id, id, index).map(
        ([from, to, at]): Edit =>
          ({ sources }) => {
            sources.set(
              from,
              (sources.get(from) ?? []).filter((own) => own !== at),
            );
            sources.set(to, [...(sources.get(to) ?? []).filter((own) => own !== at), at]);
          },
      ),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(id, fc.array(index, { maxLength: 9 })).map(
        ([own, some]): Edit =>
          ({ sources }) => {
            sources.set(own, [...new Set(some)]);
          },
      ),
    },
    {
      weight: 2,
      arbitrary: id.map(
        (own): Edit =>
          ({ sources }) => {
            sources.delete(own);
          },
      ),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom('new-one', 'new-two', 'new-three').map(
        (own): Edit =>
          (state) => {
            state.entities = state.entities.includes(own)
              ? state.entities.filter((other) => other !== own)
              : [own, ...state.entities];
          },
      ),
    },
    fc.nat(3).map(
      (number): Edit =>
        (state) => {
          state.descriptions = number;
        },
    ),
    fc.nat(1).map(
      (number): Edit =>
        (state) => {
          state.title = number;
        },
    ),
  );

  test('leaves what a build from scratch would write, after any edits', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 4 }), async (edits) => {
        const folder = mkdtempSync(join(scratch, 'folder-'));
        cpSync(generated, folder, { recursive: true });
        const file = `${folder}.db`;
        const state = start();
        for (const change of [() => {}, ...edits]) {
          change(state);
          write(folder, state, entityText(state));
          const refreshed = await refresh(folder, file);
          const errors = checkKb({ folder, shownFrom: folder, receiptsFile: '' });
          if (errors.some(({ level }) => level === 'error')) expect(refreshed).toEqual(errors);
          else if (Array.isArray(refreshed)) expect(refreshed).toEqual([]);
          else expect(await contents(refreshed)).toEqual(await contentsOfFolder(folder));
        }
        expect(await inDatabase(file, 'pragma integrity_check')).toEqual([{ integrity_check: 'ok' }]);
      }),
      runs(5),
    );
  });

  test.each<[string, 'updates' | 'rebuilds', Edit]>([
    [
      'a claim that says who speaks for a chip moves',
      'updates',
      ({ sources }) => {
        const at = claims.length - 4;
        for (const [own, all] of sources)
          sources.set(
            own,
            all.filter((other) => other !== at),
          );
      },
    ],
    [
      'a source is new',
      'updates',
      ({ sources }) => {
        sources.set('e', [0]);
      },
    ],
    [
      'a source is gone',
      'updates',
      ({ sources }) => {
        sources.delete('f');
      },
    ],
    [
      'an entity is new',
      'updates',
      (state) => {
        state.entities.push('new-one');
      },
    ],
    [
      'kb.yaml has another title',
      'rebuilds',
      (state) => {
        state.title = 1;
      },
    ],
  ])('if %s, it %s the database', async (_, how, change) => {
    const folder = mkdtempSync(join(scratch, 'folder-'));
    cpSync(generated, folder, { recursive: true });
    const file = `${folder}.db`;
    const state = start();
    // Without the cycle.
    for (const [own, all] of state.sources)
      state.sources.set(
        own,
        all.filter((at) => at !== claims.length - 1),
      );
    write(folder, state, entityText(state));
    await refresh(folder, file);
    await mark(file);
    change(state);
    write(folder, state, entityText(state));
    const refreshed = await refresh(folder, file);
    if (Array.isArray(refreshed)) throw new Error(refreshed[0]?.message);
    expect(await contents(refreshed)).toEqual(await contentsOfFolder(folder));
    expect(await isMarked(file)).toBe(how === 'updates');
  });
});
