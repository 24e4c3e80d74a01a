/** Generated records for questions about support: companies, their products, models and families, and claims of two sources. */
import fc from 'fast-check';
import { dayRange, statementDates } from '../../src/model/dates.ts';
import type {
  ClaimRecord,
  EntityRecord,
  EvidenceRecord,
  SourceRecord,
  StoreRecords,
} from '../../src/model/records.ts';
import type { Kind, Status } from '../../src/model/vocabulary.ts';

const COMPANIES = ['acme', 'bolt', 'crag'];
const PRODUCTS: Record<string, Kind> = {
  'chip-a': 'hardware',
  'chip-b': 'hardware',
  'cloud-a': 'service',
  'cloud-b': 'service',
  'stack-a': 'framework',
  'stack-b': 'framework',
};
const MODELS = ['m1', 'm2', 'm3', 'm4'];
/** The last one is tables, and a copy of the first. */
const SOURCES = ['press', 'blog', 'matrix'];
const COMMIT = '0'.repeat(40);

/** Dates of publication as authored: days, a month, ranges, unknown. */
const publication = fc.constantFrom(
  '2025-02-05',
  '2025-03-01',
  '2025-02',
  '2025-02-03/2025-02-05',
  '../2025-02-05',
  null,
);

const entity = (id: string, kind: Kind): EntityRecord => ({
  id,
  name: id.toUpperCase(),
  kind,
  roles: kind === 'company' ? ['chip-vendor'] : [],
  aliases: [],
  description: id,
  location: null,
  links: [],
});

const ENTITIES: EntityRecord[] = [
  ...COMPANIES.map((id) => entity(id, 'company')),
  ...Object.entries(PRODUCTS).map(([id, kind]) => entity(id, kind)),
  ...MODELS.map((id) => entity(id, 'model')),
  entity('gazette', 'publisher'),
];

const source = (id: string, published: string | null): SourceRecord => ({
  id,
  title: id,
  author: [],
  publisher: 'gazette',
  republishedBy: null,
  url: null,
  archived: null,
  published,
  publishedBasis: null,
  retrieved: null,
  ...(id === 'matrix'
    ? {
        sha256: null,
        extent: null,
        repository: {
          address: 'https://example.com/matrix',
          commit: COMMIT,
          committed: '2025-03-01',
          licence: 'MIT',
          files: [{ path: 'models.md', sha256: '0'.repeat(64), changed: null }],
          tables: [{ id: 'main', path: 'models.md', heading: [], rows: 1 }],
        },
        origin: 'press',
        note: null,
        checked: 'recorded',
      }
    : {
        sha256: '0'.repeat(64),
        extent: { first: 1, last: 1 },
        repository: null,
        origin: null,
        note: null,
        checked: 'here',
      }),
  edges: 0,
  remarks: 0,
  read: [],
});

/** The fields of a claim that a question about support depends on. */
type Facts = Pick<ClaimRecord, 'relation' | 'from' | 'to' | 'status'> &
  Partial<
    Pick<
      ClaimRecord,
      | 'via'
      | 'saidBy'
      | 'firstParty'
      | 'date'
      | 'precision'
      | 'mode'
      | 'task'
      | 'artefact'
      | 'source'
      | 'withdrawn'
    >
  >;

const productIds = Object.keys(PRODUCTS);
// Few models and mostly one status, so that claims of one row often differ in one field only.
const status = fc.oneof(
  fc.constantFrom<Status>('available', 'pledged'),
  fc.constantFrom<Status>('in-progress', 'experimental', 'verified', 'untested', 'unsupported'),
);
const vias = fc.uniqueArray(fc.constantFrom(...productIds), { maxLength: 2 });

const withdrawal = fc.constantFrom(null, null, null, 'deprecated', { commit: COMMIT, date: '2025-03-01' });

const support = fc
  .record({
    from: fc.constantFrom('acme', 'acme', 'acme', ...COMPANIES, ...productIds),
    to: fc.constantFrom('m1', 'm1', ...MODELS),
    status,
    via: vias,
    saidBy: fc.constantFrom(...COMPANIES, 'gazette', null),
    firstParty: fc.boolean(),
    date: fc.constantFrom(
      '2025-02-03',
      '2025-02-04',
      '2025-02',
      '2025-02-04/2025-02-28',
      '../2025-02-04',
      null,
    ),
    precision: fc.constantFrom(null, null, 'INT8', 'FP8'),
    mode: fc.constantFrom(null, null, null, 'LoRA'),
    task: fc.constantFrom(null, null, null, 'pooling'),
    artefact: fc.constantFrom(null, null, null, 'M1-AWQ'),
    source: fc.constantFrom(...SOURCES),
    withdrawn: withdrawal,
  })
  .map(
    ({ via, ...rest }): Facts => ({
      ...rest,
      relation: 'supports',
      via: via.filter((id) => id !== rest.from).map((id) => ({ id, version: null })),
    }),
  );

const owning = fc.tuple(fc.constantFrom(...COMPANIES), fc.constantFrom(...productIds), withdrawal).map(
  ([from, to, withdrawn]): Facts => ({
    relation: PRODUCTS[to] === 'service' ? 'operates' : 'makes',
    from,
    to,
    status: null,
    withdrawn,
  }),
);

// From a model to a later one, so that there is no cycle.
const family = fc
  .tuple(
    fc.nat(MODELS.length - 2),
    fc.nat(MODELS.length - 2),
    fc.constantFrom('member-of', 'derived-from'),
    withdrawal,
  )
  .map(
    ([a, b, relation, withdrawn]): Facts => ({
      relation: relation as 'member-of' | 'derived-from',
      from: MODELS[Math.min(a, b)] as string,
      to: MODELS[Math.max(a, b) + 1] as string,
      status: null,
      withdrawn,
    }),
  );

const evidenceOf = (source: string | undefined, index: number): EvidenceRecord =>
  source === 'matrix'
    ? {
        path: 'models.md',
        table: 'main',
        row: `row ${index}`,
        column: 'Support',
        printed: 'yes',
        words: null,
        line: index + 1,
        commit: COMMIT,
      }
    : { quote: `quote ${index}`, line: 1, start: 0, end: 7 };

const lastDay = (published: string | null = null) => dayRange(published ?? '')?.last ?? null;

/** Any small knowledge base about support. */
export const arbitraryRecords: fc.Arbitrary<StoreRecords> = fc
  .tuple(
    // Many claims, so that rows have several.
    fc.array(support, { minLength: 1, maxLength: 24, size: 'max' }),
    fc.array(owning, { maxLength: 6 }),
    fc.array(family, { maxLength: 4 }),
    fc.tuple(publication, publication, fc.constant('2025-03-01')),
  )
  .map(([supports, owned, families, published]) => ({
    meta: { title: 'Generated', description: '', licence: '' },
    entities: ENTITIES,
    claims: [...supports, ...owned, ...families].map(
      (facts, index): ClaimRecord => ({
        kind: null,
        printed: null,
        basis: null,
        via: [],
        with: [],
        precision: null,
        mode: null,
        task: null,
        artefact: null,
        seen: facts.source === 'matrix' ? '2025-03-01' : null,
        withdrawn: null,
        firstParty: false,
        saidBy: null,
        channel: null,
        printedDate: null,
        dateBasis: null,
        note: null,
        source: 'press',
        evidence: [evidenceOf(facts.source, index)],
        ...facts,
        ...statementDates(facts.date ?? null, lastDay(published[SOURCES.indexOf(facts.source ?? 'press')])),
        id: `claim-${index}`,
      }),
    ),
    remarks: [],
    sources: SOURCES.map((id, index) => source(id, published[index] ?? null)),
    names: [],
    texts: new Map(),
  }));
