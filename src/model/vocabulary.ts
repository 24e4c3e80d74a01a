/** The closed vocabularies of a knowledge base. The schema, the help, the tables and the reference in docs/ are derived from them. */

/** The kinds of entities. `plural` is also the command that lists them. */
export const KINDS = {
  company: { label: 'company', plural: 'companies', means: 'A firm or other organisation.' },
  model: {
    label: 'model',
    plural: 'models',
    means: 'An AI model, a family of models, or a named set of them.',
  },
  hardware: {
    label: 'hardware',
    plural: 'hardware',
    means: 'A chip, card, module, server, cluster or stack.',
  },
  service: { label: 'service', plural: 'services', means: 'A cloud, a hosted platform or a website.' },
  framework: { label: 'framework', plural: 'frameworks', means: 'Software that runs models on hardware.' },
  publisher: {
    label: 'publisher',
    plural: 'publishers',
    means: 'Who publishes sources, or is credited in one.',
  },
  person: { label: 'person', plural: 'people', means: 'A human being.' },
} as const;

/** The kinds of entities that a field can refer to. The kinds at the ends of a relation are in `RELATIONS`. */
export const REFERENCE_KINDS = {
  via: ['hardware', 'service', 'framework'],
  with: ['company', 'service', 'person', 'publisher'],
  'said-by': ['company', 'service', 'person', 'publisher'],
  publisher: ['publisher', 'company', 'service'],
} as const satisfies Record<string, readonly Kind[]>;

/** What a company does. A company can have several roles. */
export const ROLES = {
  'chip-vendor': { label: 'chip vendor', means: 'Designs or sells chips.' },
  'cloud-provider': { label: 'cloud provider', means: 'Sells computing as a service.' },
  'model-developer': { label: 'model developer', means: 'Develops AI models.' },
  infrastructure: { label: 'infrastructure', means: 'Builds the layer between chips and models.' },
} as const;

/** The roles that make a company a vendor: it supplies chips, computing or the layer between. */
export const VENDOR_ROLES = ['chip-vendor', 'cloud-provider', 'infrastructure'] as const;

/**
 * The relations between two entities: the kinds allowed at each end, the wording from each end, whether both directions mean the
 * same, and whether a claim has a status.
 */
export const RELATIONS = {
  supports: {
    from: ['company', 'hardware', 'service', 'framework'],
    to: ['model'],
    out: 'supports',
    in: 'is supported by',
    symmetric: false,
    status: true,
    means: 'Runs the model, or works to make it run, on its own chips, computing or platform.',
  },
  makes: {
    from: ['company'],
    to: ['hardware', 'framework'],
    out: 'makes',
    in: 'is made by',
    symmetric: false,
    status: false,
    means: 'Designs or builds the hardware or framework.',
  },
  develops: {
    from: ['company'],
    to: ['model'],
    out: 'develops',
    in: 'is developed by',
    symmetric: false,
    status: false,
    means: 'Created the model, or is creating it.',
  },
  operates: {
    from: ['company'],
    to: ['service'],
    out: 'operates',
    in: 'is operated by',
    symmetric: false,
    status: false,
    means: 'Runs the service.',
  },
  'runs-on': {
    from: ['service', 'hardware', 'framework', 'model'],
    to: ['hardware', 'service'],
    out: 'runs on',
    in: 'powers',
    symmetric: false,
    status: false,
    means: 'Uses the hardware or service for its computing.',
  },
  'partners-with': {
    from: ['company', 'service'],
    to: ['company', 'service'],
    out: 'partners with',
    in: 'partners with',
    symmetric: true,
    status: false,
    means: 'Works together with, as the source states it.',
  },
  owns: {
    from: ['company', 'person'],
    to: ['company', 'publisher', 'service'],
    out: 'owns',
    in: 'is owned by',
    symmetric: false,
    status: false,
    means: 'Is the owner of.',
  },
  founded: {
    from: ['person', 'company'],
    to: ['company', 'publisher', 'service'],
    out: 'founded',
    in: 'was founded by',
    symmetric: false,
    status: false,
    means: 'Created the organisation.',
  },
  'worked-at': {
    from: ['person'],
    to: ['company', 'publisher', 'service'],
    out: 'worked at',
    in: 'employs or employed',
    symmetric: false,
    status: false,
    means: 'Held a post there, now or in the past; says nothing of what the employer does.',
  },
  'derived-from': {
    from: ['model'],
    to: ['model'],
    out: 'is derived from',
    in: 'is the base model of',
    symmetric: false,
    status: false,
    means: 'Was built on the other model and is not that model.',
  },
  'member-of': {
    from: ['model'],
    to: ['model'],
    out: 'is a member of',
    in: 'includes',
    symmetric: false,
    status: false,
    means: 'Belongs to the family of models.',
  },
} as const satisfies Record<string, RelationTerms>;

/** One entry of `RELATIONS`. */
export interface RelationTerms {
  readonly from: readonly Kind[];
  readonly to: readonly Kind[];
  readonly out: string;
  readonly in: string;
  readonly symmetric: boolean;
  readonly status: boolean;
  readonly means: string;
}

/** How firm a claim of support is. The first five form a ladder, weakest first; `untested` and `unsupported` are not part of it. */
export const STATUSES = {
  pledged: { rung: 1, glyph: '○', label: 'pledged', means: 'Announced for the future.' },
  'in-progress': { rung: 2, glyph: '◐', label: 'in progress', means: 'Work on it is under way.' },
  experimental: {
    rung: 3,
    glyph: '◍',
    label: 'experimental',
    means: 'Runs, with reservations that the source states.',
  },
  available: { rung: 4, glyph: '●', label: 'available', means: 'Said to be on offer.' },
  verified: { rung: 5, glyph: '✓', label: 'verified', means: 'Tested, and the test is reported.' },
  untested: {
    rung: null,
    glyph: '?',
    label: 'untested',
    means: 'The source says that nobody has tested it.',
  },
  unsupported: {
    rung: null,
    glyph: '✗',
    label: 'unsupported',
    means: 'The source says that it does not run.',
  },
} as const;

/** How a model was made from the model that it is derived from. */
export const DERIVATIONS = {
  quantised: { means: 'The same weights in a smaller number format.' },
  distilled: { means: 'A smaller model that was trained on its outputs.' },
  'fine-tuned': { means: 'Trained further for a task or a domain.' },
  update: { means: 'A later release under the same name.' },
  converted: { means: 'The same weights in another file format.' },
} as const;

/** What a member is to its family, if the source says so. */
export const MEMBERSHIPS = {
  size: { means: 'The same release with another number of parameters.' },
} as const;

/** What a status rests on, if the source says so. */
export const BASES = {
  run: { means: 'A run that the source links or logs.' },
  declared: { means: 'The word or symbol of the source alone.' },
  parity: { means: 'Equality with other hardware, on which it runs.' },
} as const;

/** What a claim of support can be listed under. */
export const SUPPORT_VIEWS = {
  vendor: { means: 'The company: the maker of the chip, the operator of the service.' },
  hardware: { means: 'The chip, card, server or cluster.' },
  service: { means: 'The cloud or platform.' },
  framework: { means: 'The software.' },
} as const;

/** How the model of a claim relates to the model of the question. */
export const SCOPES = {
  exact: { short: 'direct', means: 'The claim names the model itself.' },
  derived: { short: 'derived', means: 'The claim names a model derived from it.' },
  member: { short: 'member', means: 'The claim names a member of the family.' },
  family: { short: 'family', means: 'The claim names a family it belongs to, version not stated.' },
} as const;

/** The topics of remarks. A remark is a statement that is not a relation between two entities. */
export const TOPICS = {
  description: { means: 'What or where the subject is.' },
  praise: { means: 'Praise, tribute or another expression of regard.' },
  performance: { means: 'How well something performs.' },
  background: { means: 'Context that the source gives.' },
} as const;

/** The languages of aliases (BCP 47). */
export const LANGUAGES = ['en', 'zh', 'zh-Hans', 'zh-Hant'] as const;

export type Kind = keyof typeof KINDS;
export type Role = keyof typeof ROLES;
export type Relation = keyof typeof RELATIONS;
export type Status = keyof typeof STATUSES;
export type Scope = keyof typeof SCOPES;
export type Topic = keyof typeof TOPICS;
/** How a model relates to the one it is derived from or a member of. */
export type ModelLink = keyof typeof DERIVATIONS | keyof typeof MEMBERSHIPS;
export type Basis = keyof typeof BASES;
export type SupportViewName = keyof typeof SUPPORT_VIEWS;

/** The words of a vocabulary, in its order. */
export const words = <T extends object>(vocabulary: T) =>
  Object.keys(vocabulary) as [Extract<keyof T, string>, ...Extract<keyof T, string>[]];

/** The terms of a relation, with one type for all relations. */
export const relationTerms = (relation: Relation): RelationTerms => RELATIONS[relation];

/** The strongest first; those that are not on the ladder last. */
const STRENGTH = words(STATUSES).sort((a, b) => (STATUSES[b].rung ?? 0) - (STATUSES[a].rung ?? 0));

/** True if a claim of this status states support; false for a denial and for “untested”. */
export const isSupport = (status: Status | null): boolean =>
  status !== null && STATUSES[status].rung !== null;

/** True if a claim links its two ends. A denial of support does not. */
export const isLink = ({ relation, status }: { relation: Relation; status: Status | null }): boolean =>
  relation !== 'supports' || isSupport(status);

/** The wording of a relation from one end. A denial is not worded as support. */
export function wordingOf(relation: Relation, status: Status | null, end: 'out' | 'in'): string {
  if (status === 'unsupported') return end === 'out' ? 'does not support' : 'is not supported by';
  if (status === 'untested') return end === 'out' ? 'has not been tested with' : 'has not been tested on';
  return RELATIONS[relation][end];
}

/** Sorts by status: 0 for the strongest, then down to the weakest, `untested`, `unsupported` and no status. */
export const statusRank = (status: Status | null): number =>
  status === null ? STRENGTH.length : STRENGTH.indexOf(status);

/** Sorts by scope: 0 for the closest. */
export const scopeRank = (scope: Scope): number => words(SCOPES).indexOf(scope);

/** True if a status is on the ladder, at `least` or above. */
export function isAtLeast(status: Status | null, least: Status): boolean {
  const rung = status === null ? null : STATUSES[status].rung;
  const floor = STATUSES[least].rung;
  return rung !== null && floor !== null && rung >= floor;
}
