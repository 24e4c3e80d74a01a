/** Builds in this process, and what stands in a store. */
import { buildKb } from '../../../src/kb/build.ts';
import { openKb } from '../../../src/kb/open-files.ts';
import { parseSearchTerms } from '../../../src/model/terms.ts';
import { KINDS, words } from '../../../src/model/vocabulary.ts';
import { openDatabaseFile } from '../../../src/store/sql/sqlite.ts';
import type { Store } from '../../../src/store/store.ts';

const options = (folder: string) => ({ folder, shownFrom: folder, receiptsFile: '' });

/** Builds a folder into a file, in this thread; `onRead` is told of each file that is read. */
export const build = (folder: string, target: string, onRead = () => {}) =>
  buildKb({
    ...options(folder),
    target,
    build: 'test',
    threads: null,
    onProgress: onRead,
    onInterrupt: () => () => {},
  });

/** How a build ended: how it was made and how many files were read, or its errors. */
export async function outcome(folder: string, target: string): Promise<string> {
  const built = await build(folder, target);
  return 'findings' in built
    ? built.findings.map(({ rule, message }) => `${rule}: ${message}`).join('\n')
    : `${built.how} ${built.read} of ${built.files}`;
}

/** All that a store gives, with look-ups by some of its ids and words. */
async function contents(store: Store) {
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

/** What a file holds, and what the folder does. */
export async function both(folder: string, target: string) {
  const opened = openKb(options(folder));
  if ('findings' in opened) throw new Error(opened.findings[0]?.message);
  return {
    built: await contents(await openDatabaseFile(target)),
    loaded: await contents(opened.store),
  };
}
