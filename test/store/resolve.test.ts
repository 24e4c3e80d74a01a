import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openKb } from '../../src/kb/open-files.ts';
import { namesOf } from '../../src/load/to-records.ts';
import { foldName, isVersion, wordsOf } from '../../src/model/names.ts';
import type { EntityRecord } from '../../src/model/records.ts';
import { KINDS, words } from '../../src/model/vocabulary.ts';
import { memoryStore } from '../../src/store/memory/memory-store.ts';
import { type Resolution, type ResolveOptions, resolve } from '../../src/store/resolve.ts';
import type { Store } from '../../src/store/store.ts';
import { runs } from '../support/runs.ts';
import { naiveDistance } from './naive-distance.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const opened = openKb({ folder: `${root}data`, shownFrom: root, receiptsFile: `${root}no-receipts.json` });
if ('findings' in opened) throw new Error(opened.findings.map(({ message }) => message).join('\n'));
const { store } = opened;
const names = (await store.entitiesOfKind(words(KINDS))).flatMap(namesOf);
const firm = names.filter(({ ambiguous }) => !ambiguous);

/** `exact deepseek-r1`, `unknown: metax kuae` and so on. */
function inWords(resolution: Resolution): string {
  return 'entity' in resolution
    ? `${resolution.state} ${resolution.entity.id}`
    : `${resolution.state}: ${resolution.candidates.map(({ id }) => id).join(' ')}`;
}

const answer = async (text: string, more: Partial<ResolveOptions> = {}, of: Store = store) =>
  inWords(await resolve(of, text, { correct: true, ...more }));

describe('the bundled knowledge base', () => {
  it.each([
    ['deepseek-r1', 'exact deepseek-r1'],
    ['  deepseek-r1 ', 'exact deepseek-r1'],
    ['DEEPSEEK R1', 'exact deepseek-r1'],
    ['DeepSeekR1', 'exact deepseek-r1'],
    ['ＤｅｅｐＳｅｅｋ－Ｒ１', 'exact deepseek-r1'],
    ['R1', 'exact deepseek-r1'],
    ['v3', 'exact deepseek-v3'],
    ['ｖ３', 'exact deepseek-v3'],
    ['DeepSeek', 'exact deepseek'],
    ["deepseek's models", 'exact deepseek-models'],
    ['Iluvatar CoreX', 'exact iluvatar-corex'],
    ['摩爾線程', 'exact moore-threads'],
    ['摩尔线程', 'exact moore-threads'],
    ['摩尔線程', 'exact moore-threads'],
    ['nvda', 'exact nvidia'],
    ['ascend-solution', 'exact ascend-solution'],
    ['deepsek-r1', 'corrected deepseek-r1'],
    ['depseek v3', 'corrected deepseek-v3'],
    ['moor threads', 'corrected moore-threads'],
    ['Moore Therads', 'corrected moore-threads'],
    ['iluvatar', 'corrected iluvatar-corex'],
    ['huawai', 'corrected huawei'],
    ['tencnet', 'corrected tencent'],
  ])('%j: %s', async (text, expected) => expect(await answer(text)).toBe(expected));

  it.each([
    'deepseek-r2',
    'deepseek-v4',
    'deepseek-r10',
    'deepseek-r1.1',
    'deepseek-r',
    'deepsek-r2',
    'deepseek-v1',
    'R2',
    'r10',
    'V31',
    '1',
    'mtx',
    'nvda2',
    'constructor',
    '__proto__',
    'toString',
    'hasOwnProperty',
    '',
    ' ',
    '-',
    'GPU',
    'AI',
    'models',
    'chips',
    'China',
    'intel',
    '壁仞',
    '👍',
    '\u0000',
  ])('%j is unknown', async (text) => {
    expect(await answer(text)).toMatch(/^unknown: /);
  });

  it.each([
    ['R2', 'deepseek-r1'],
    ['nvda2', 'nvidia'],
    ['models', 'deepseek-models'],
  ])('%j is unknown, and the first similar name is that of %j', async (text, first) => {
    expect((await answer(text)).split(/:? /)[1]).toBe(first);
  });

  it.each(['壁仞', 'mtx', ''])('%j is similar to no name', async (text) => {
    expect(await answer(text)).toBe('unknown: ');
  });

  it.each([
    ['Ascend', 'ambiguous: ascend-solution ascend-cloud-service'],
    ['ASCEND', 'ambiguous: ascend-solution ascend-cloud-service'],
    ['昇腾', 'ambiguous: ascend-solution ascend-cloud-service'],
    ['昇騰', 'ambiguous: ascend-solution ascend-cloud-service'],
    ['Gitee', 'ambiguous: gitee-ai'],
  ])('%j is ambiguous', async (text, expected) => expect(await answer(text)).toBe(expected));

  it.each(['deepsek-r1', 'moor threads', 'iluvatar', 'huawai'])(
    '%j is not corrected without the option',
    async (text) => {
      expect(await answer(text, { correct: false })).toMatch(/^unknown: /);
    },
  );

  it.each([
    ['deepseek-r2', ['model'], /^unknown: deepseek-r1\b/],
    ['moore', ['company'], /^unknown: moore-threads$/],
    ['moore', ['hardware'], /^unknown: moore-threads-chips$/],
    ['moore', ['person'], /^unknown: $/],
  ] as const)('%j has candidates of the kinds %j', async (text, kinds, expected) =>
    expect(await answer(text, { kinds })).toMatch(expected),
  );

  it.each([
    ['deepseek-r2', ['deepseek-r1', 'deepseek-v3', 'deepseek']],
    ['huawie', ['huawei']],
    ['chips threads moore 2', []],
    ['gpt-4', []],
    ['mtx', []],
  ])('%j may be a typo of %j', async (text, expected) => {
    const resolution = await resolve(store, text, { correct: false });
    expect(resolution.state === 'unknown' && [...resolution.close]).toEqual(expected);
  });

  it('returns at most five candidates, each once', async () => {
    for (const text of ['', 'deepseek models r7', 'huawei', 'ai gpu model chip']) {
      const resolution = await resolve(store, text, { correct: true });
      const ids = 'candidates' in resolution ? resolution.candidates.map(({ id }) => id) : [];
      expect(ids.length).toBeLessThanOrEqual(5);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it('resolves every unambiguous name and every id to its entity', async () => {
    for (const { entity, name } of firm) expect(await answer(name)).toBe(`exact ${entity}`);
  });
});

/** Whether a text folds to a name of an entity. */
const isNameOf = (text: string, id: string) =>
  firm.some(({ entity, folded }) => entity === id && folded === foldName(text));

const digitWords = (text: string) => wordsOf(text).filter(isVersion).sort();

describe('a digit', () => {
  const changed = firm
    .filter(({ name }) => /\d/.test(name))
    .flatMap(({ name }) =>
      [...name].flatMap((character, at) =>
        /\d/.test(character)
          ? ['', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10', 'l', 'O', '１1', '一']
              .filter((other) => other !== character)
              .map((other) => name.slice(0, at) + other + name.slice(at + 1))
          : [],
      ),
    );

  it('occurs in some names', () => expect(changed.length).toBeGreaterThan(50));

  it.each(changed)('changed to %j is never corrected', async (text) => {
    const resolution = await resolve(store, text, { correct: true });
    if ('entity' in resolution) expect(isNameOf(text, resolution.entity.id)).toBe(true);
    else expect(resolution.state).toBe('unknown');
  });
});

describe('a typo', () => {
  const letters = [...'abcdefghijklmnopqrstuvwxyz摩昇'];

  const typo = fc
    .record({
      named: fc.constantFrom(...firm.filter(({ name }) => /\p{L}{2}/u.test(name))),
      place: fc.nat(),
      kind: fc.constantFrom('deletion', 'replacement', 'transposition'),
      letter: fc.constantFrom(...letters),
    })
    .map(({ named, place, kind, letter }) => {
      const text = [...named.name];
      const spots = text.flatMap((character, at) => (/\p{L}/u.test(character) ? [at] : []));
      const at = spots[place % spots.length] ?? 0;
      const next = text[at + 1];
      if (kind === 'replacement') text[at] = letter;
      else if (kind === 'transposition' && next !== undefined && /\p{L}/u.test(next))
        text.splice(at, 2, next, named.name[at] ?? '');
      else text.splice(at, 1);
      return { ...named, typed: text.join('') };
    });

  it('is corrected to what was meant, is exactly another name, or stays unknown', async () => {
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(typo, async ({ entity, typed }) => {
        const resolution = await resolve(store, typed, { correct: true });
        if (!('entity' in resolution)) return;
        const { id } = resolution.entity;
        expect(id === entity || (resolution.state === 'exact' && isNameOf(typed, id))).toBe(true);
        if (resolution.state === 'corrected') answered++;
      }),
      runs(160),
    );
    // A resolver that corrects nothing must not pass.
    expect(answered).toBeGreaterThan(40);
  });
});

describe('any text', () => {
  const allowedEdits = (text: string) => {
    const count = text.match(/\p{L}/gu)?.length ?? 0;
    return count <= 4 ? 0 : count <= 7 ? 1 : 2;
  };

  /** The entities with a name at most this many edits away. */
  const within = (folded: string, distance: number) =>
    new Set(
      names.filter((name) => naiveDistance(folded, name.folded) <= distance).map(({ entity }) => entity),
    );

  /** The entities with a name that contains all these words. */
  const holders = (words: string[]) =>
    new Set(
      names
        .filter(({ name }) => words.every((word) => wordsOf(name).includes(word)))
        .map(({ entity }) => entity),
    );

  const nameWord = fc.constantFrom(...new Set(names.flatMap(({ name }) => wordsOf(name))));
  const text = fc.oneof(
    { weight: 1, arbitrary: fc.string({ maxLength: 20 }) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 10 }) },
    { weight: 2, arbitrary: fc.array(nameWord, { minLength: 1, maxLength: 3 }).map((all) => all.join(' ')) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(fc.constantFrom(...names), fc.nat(), fc.nat(3), fc.string({ maxLength: 2 }))
        .map(([{ name }, place, cut, put]) => {
          const at = place % (name.length + 1);
          return name.slice(0, at) + put + name.slice(at + cut);
        }),
    },
  );

  it('is resolved only as an id, as a name, or by a safe correction', async () => {
    let corrected = 0;
    await fc.assert(
      fc.asyncProperty(text, async (typed) => {
        const resolution = await resolve(store, typed, { correct: true });
        const folded = foldName(typed);
        if (resolution.state === 'exact') {
          const { id } = resolution.entity;
          expect(id === typed.trim() || isNameOf(typed, id)).toBe(true);
        }
        if (resolution.state !== 'corrected') return;
        corrected++;
        const { id } = resolution.entity;
        const own = firm.filter(({ entity }) => entity === id);
        expect(names.some((name) => name.folded === folded)).toBe(false);
        expect(own.some(({ name }) => `${digitWords(name)}` === `${digitWords(typed)}`)).toBe(true);
        const distance = Math.min(...own.map((name) => naiveDistance(folded, name.folded)));
        const byEdits = distance <= allowedEdits(folded) && within(folded, distance).size === 1;
        const byWords = holders(wordsOf(typed)).size === 1 && holders(wordsOf(typed)).has(id);
        expect(byEdits || byWords).toBe(true);
      }),
      runs(200),
    );
    expect(corrected).toBeGreaterThan(10);
  });
});

describe('a small store', () => {
  const entity = (id: string, ...aliases: (string | { name: string })[]): EntityRecord => ({
    id,
    name: id,
    kind: 'company',
    roles: [],
    aliases: aliases.map((alias) =>
      typeof alias === 'string'
        ? { name: alias, lang: null, ambiguous: false }
        : { name: alias.name, lang: null, ambiguous: true },
    ),
    description: '',
    location: null,
    links: [],
  });
  const storeOf = (...entities: EntityRecord[]): Store =>
    memoryStore({
      meta: { title: '', description: '', licence: '' },
      entities,
      claims: [],
      remarks: [],
      sources: [],
      names: entities.flatMap(namesOf),
      texts: new Map(),
    });

  it.each([
    ['two names equally near', ['alphaworks', 'alphawords'], 'alphaworts', 'unknown: alphawords alphaworks'],
    ['one of them nearer', ['alphaworks', 'alphazonks'], 'alphawork', 'corrected alphaworks'],
    ['four letters', ['abcd'], 'abce', 'unknown: abcd'],
    ['five letters, one edit', ['abcde'], 'abcdf', 'corrected abcde'],
    ['five letters, two edits', ['abcde'], 'abcfg', 'unknown: abcde'],
    ['seven letters, two edits', ['abcdefg'], 'abcdexy', 'unknown: abcdefg'],
    ['eight letters, two edits', ['abcdefgh'], 'abcdefxy', 'corrected abcdefgh'],
    ['eight letters, three edits', ['abcdefgh'], 'abcdexyz', 'unknown: abcdefgh'],
    ['digits do not make a name longer', ['abcd123456'], 'abce123456', 'unknown: abcd123456'],
    ['a digit added', ['alphaworks'], 'alphaworks2', 'unknown: alphaworks'],
    ['a digit left out', ['alphaworks2'], 'alphaworks', 'unknown: alphaworks2'],
    ['a digit changed', ['alphaworks-2'], 'alphaworks-3', 'unknown: alphaworks-2'],
    ['digits swapped', ['alphaworks-12'], 'alphaworks-21', 'unknown: alphaworks-12'],
    ['a point in a version left out', ['alphaworks-3.1'], 'alphaworks-31', 'unknown: alphaworks-3.1'],
    ['a version with a point', ['alphaworks-3.1'], 'alphawokrs-3.1', 'corrected alphaworks-3.1'],
    ['a word that begins the name', ['alpha-beta-gamma-delta'], 'alpha', 'corrected alpha-beta-gamma-delta'],
    ['a short word inside', ['alpha-beta-gamma-delta'], 'beta', 'unknown: alpha-beta-gamma-delta'],
    ['words in another order', ['alpha-beta'], 'beta alpha', 'corrected alpha-beta'],
    ['a part of a word', ['alphabeta-gamma'], 'alpha', 'unknown: alphabeta-gamma'],
    ['a word of two names', ['alpha-beta', 'alpha-gamma'], 'alpha', 'unknown: alpha-beta alpha-gamma'],
    ['words, digits left out', ['alpha-beta-2'], 'alpha beta', 'unknown: alpha-beta-2'],
  ])('%s', async (_, ids, typed, expected) => {
    const found = await answer(typed, {}, storeOf(...ids.map((id) => entity(id))));
    expect(found.split(' ').sort()).toEqual(expected.split(' ').sort());
  });

  it.each([
    [
      'two names of one entity equally near',
      [entity('a', 'alphaworks', 'alphawords')],
      'alphaworts',
      'corrected a',
    ],
    ['nearest name ambiguous', [entity('a', { name: 'alphaworks' }), entity('b')], 'alphawork', 'unknown: a'],
    ['a word of an ambiguous name', [entity('a', { name: 'alpha beta' })], 'alpha', 'unknown: a'],
    [
      'ambiguous for one, firm for another',
      [entity('a', { name: 'alpha' }), entity('b', 'Alpha')],
      'alpha',
      'ambiguous: a b',
    ],
    [
      'an id that is ambiguous elsewhere',
      [entity('alpha'), entity('b', { name: 'alpha' })],
      'alpha',
      'exact alpha',
    ],
    [
      'an id spelt otherwise',
      [entity('alpha'), entity('b', { name: 'alpha' })],
      'ALPHA',
      'ambiguous: alpha b',
    ],
    ['one name twice in one entity', [entity('alpha', 'Alpha', 'ALPHA')], 'AlphA', 'exact alpha'],
    ['an id that every object has', [entity('constructor')], 'constructor', 'exact constructor'],
    ['no entities', [], 'alpha', 'unknown: '],
    [
      'words in another order, with which other names begin',
      [entity('fligei'), entity('fligei-r1-7b'), entity('fligei-r1')],
      'R1 fligei',
      'corrected fligei-r1',
    ],
    [
      'words in another order, of two names',
      [entity('a', 'fligei zeno'), entity('b', 'zeno fligei', 'fligei-zeno-pro')],
      'zeno, fligei',
      'exact b',
    ],
    [
      'words in another order, of two other names',
      [entity('a', 'fligei zeno quay'), entity('b', 'zeno fligei quay')],
      'quay fligei zeno',
      'unknown: a b',
    ],
    [
      'words in another order, versions too',
      [entity('a', 'fligei 3 turbo 2'), entity('b')],
      'fligei 2 turbo 3',
      'unknown: a',
    ],
  ])('%s', async (_, entities, typed, expected) =>
    expect(await answer(typed, {}, storeOf(...entities))).toBe(expected),
  );
});
