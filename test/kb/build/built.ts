/** Builds and refreshes databases in this process, and reads everything that a store returns. */
import { buildKb, type Written } from '../../../src/kb/build.ts';
import { openOrRefresh } from '../../../src/kb/cached-database.ts';
import { openKb } from '../../../src/kb/open-files.ts';
import type { Finding } from '../../../src/model/finding.ts';
import { parseSearchTerms } from '../../../src/model/terms.ts';
import { KINDS, words } from '../../../src/model/vocabulary.ts';
import { openDatabaseFile } from '../../../src/store/sql/sqlite.ts';
import type { Store } from '../../../src/store/store.ts';

const options = (folder: string) => ({ folder, shownFrom: folder, receiptsFile: '' });

/** Builds a folder into a file. */
export const build = (
  folder: string,
  target: string,
  { withTexts = false, onProgress = () => {} } = {},
): Promise<Written> =>
  buildKb({
    ...options(folder),
    target,
    metadata: null,
    withTexts,
    onProgress,
    onInterrupt: () => () => {},
  });

/** Opens the cached database of a folder, updated if the folder has changed, or returns the findings of the folder. */
export async function refresh(folder: string, file: string, program = 'test'): Promise<Store | Finding[]> {
  const startProgress = async () => ({ show: () => {}, end: () => {} });
  const opened = await openOrRefresh({ ...options(folder), file, build: program, startProgress });
  if (opened === null) throw new Error('the database could not be opened');
  return 'findings' in opened ? opened.findings : opened.store;
}

/** Everything that a store returns, with queries by some of its ids and words. */
export async function contents(store: Store) {
  const entities = await store.entitiesOfKind(words(KINDS));
  const sources = [...(await store.sources()).values()];
  const ids = entities.map(({ id }) => id);
  const some = ids.filter((_, index) => index % Math.ceil(ids.length / 12) === 0);
  const by = async (part: 'from' | 'to' | 'via' | 'with' | 'ends') => store.claims({ [part]: some });
  return {
    meta: await store.meta(),
    entities,
    sources,
    texts: await Promise.all(sources.map(({ id }) => store.text(id))),
    claims: await store.claims({}),
    remarks: await store.remarks({}),
    by: await Promise.all((['from', 'to', 'via', 'with', 'ends'] as const).map(by)),
    about: await store.remarks({ about: some }),
    neighbours: [...(await store.neighbours({ of: some }))].sort(),
    supported: [
      ...(await store.neighbours({ of: some, relation: ['supports'], status: ['available'] })),
    ].sort(),
    among: [...(await store.neighbours({ of: ids, among: some, relation: ['supports', 'makes'] }))].sort(),
    searchText: await Promise.all(
      ['a', 'chips', 'deep', 'support', '华为', '云', 'company from', 'compan'].map((text) =>
        store.searchText(parseSearchTerms(text), 7),
      ),
    ),
    namesByFolded: await Promise.all(
      entities.map(({ name }) => store.namesByFolded(name.toLowerCase().replace(/[^a-z0-9]/g, ''))),
    ),
    within: await Promise.all(
      some.map((id) => store.namesWithinEditDistance2(id.replace(/[^a-z0-9]/g, '').slice(1))),
    ),
    like: await Promise.all(some.map((id) => store.similarNames(id.slice(2), 20, ['company', 'model']))),
    likeRare: await Promise.all([...some, '👍'].map((id) => store.similarNames(id, 2, ['person']))),
    withWords: await Promise.all(
      ['moore threads', 'gpus', 'systems', 'huawei', 'nobody'].map((text) =>
        store.namesWithWords(text.split(' ')),
      ),
    ),
  };
}

/** The contents of a database file. */
export const contentsOfFile = async (file: string) => contents(await openDatabaseFile(file));

/** The contents of a folder, loaded into memory. */
export async function contentsOfFolder(folder: string) {
  const opened = openKb(options(folder));
  if ('findings' in opened) throw new Error(opened.findings[0]?.message);
  return contents(opened.store);
}
