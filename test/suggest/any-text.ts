/** A store with any text as a source, and the invented entities of the fixtures. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { loadKb } from '../../src/load/load-kb.ts';
import { namesOf, toRecords } from '../../src/load/to-records.ts';
import { memoryStore } from '../../src/store/memory/memory-store.ts';
import type { Store } from '../../src/store/store.ts';
import { packageFolder } from '../support/run.ts';

const folder = join(packageFolder, 'test/suggest/fixtures');

export const { entities } = toRecords(loadKb({ folder, shownFrom: packageFolder, receiptsFile: '' }).records);

/** Creates a store with one source, `any`, published on Wednesday, 5 February 2025, with this text. */
export function storeOf(text: string): Store {
  const source = {
    id: 'any',
    title: 't',
    author: [],
    publisher: 'daily-loom',
    republishedBy: null,
    url: null,
    archived: null,
    published: '2025-02-05',
    publishedBasis: null,
    retrieved: null,
    sha256: createHash('sha256').update(text).digest('hex'),
    extent: { first: 1, last: text.split('\n').length },
    repository: null,
    origin: null,
    note: null,
    checked: 'here' as const,
    edges: 0,
    remarks: 0,
    read: [],
  };
  return memoryStore({
    meta: { title: '', description: '', licence: '' },
    entities,
    claims: [],
    remarks: [],
    sources: [source],
    names: entities.flatMap(namesOf),
    texts: new Map([['any', text]]),
  });
}
