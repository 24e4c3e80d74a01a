/** Who supports a model, and which models an entity supports. */
import { areApart, type DayRange, daysOf } from '../model/dates.ts';
import { groupBy } from '../model/group-by.ts';
import { compareNames } from '../model/names.ts';
import { qualifierKey, statusOfModel } from '../model/qualifiers.ts';
import type { ClaimRecord, EntityRecord } from '../model/records.ts';
import { viaKey } from '../model/references.ts';
import { type Role, type Scope, type SupportViewName, scopeRank, statusRank } from '../model/vocabulary.ts';
import type { Store } from '../store/store.ts';
import { AnswerBuilder } from './answer-builder.ts';
import type { Claim, EntityRef } from './answers/claim.ts';
import type { SupportRow } from './answers/support.ts';
import { type ClaimFilter, compareFirmness, compareRefs, latestDate, readClaims, refOf } from './claims.ts';
import { relatedModels } from './related-models.ts';
import { claimsListedUnder, SupportViews, viewOfKind } from './support-views.ts';

/** Selects supporters and their claims. A field that is not set matches all. */
export interface SupporterFilter extends ClaimFilter {
  scope?: readonly Scope[];
  /** Roles of the supporter. */
  role?: readonly Role[];
  /** What claims are listed under; by default the vendor. */
  by?: SupportViewName;
}

/** The order of support rows: `status` and `name` within their scope, `date` over all scopes. */
export type SupportSort = 'status' | 'name' | 'date';

/** One row for each supporter, vendor, scope, and model or artefact that its claims name, with all those claims. */
export async function whoSupports(
  store: Store,
  model: string,
  filter: SupporterFilter,
  sort: SupportSort = 'status',
): Promise<SupportRow[]> {
  const scopes = await relatedModels(store, model);
  const found = await readClaims(store, { to: [...scopes.keys()], relation: ['supports'] }, filter);
  const listing = await SupportListing.read(store, found, [model]);
  const rows = listing
    .rows(found, filter.by ?? 'vendor', (claim) => scopes.get(claim.to) ?? 'exact')
    .filter((row) => listing.isWanted(row, filter))
    .map((row) => ({ asked: listing.ref(model), ...row }));
  return rows.sort((a, b) => compareSupportRows(sort, a, b));
}

/** One row for each model or artefact that an entity supports, with the claims that are listed under the entity. */
export async function supports(
  store: Store,
  who: EntityRecord,
  filter: ClaimFilter,
  sort: SupportSort = 'status',
): Promise<SupportRow[]> {
  const found = await claimsListedUnder(store, who, {}, filter);
  const listing = await SupportListing.read(store, found);
  return listing
    .rows(found, viewOfKind(who.kind) ?? 'vendor', () => 'exact')
    .filter(({ supporter }) => supporter?.id === who.id)
    .map((row) => ({ asked: refOf(who), ...row }))
    .sort((a, b) => compareSupportRows(sort, a, b));
}

/** Whether any claim answers the question who supports a model, or what another entity supports. */
export async function hasSupport(store: Store, entity: EntityRecord): Promise<boolean> {
  if (entity.kind !== 'model') return (await claimsListedUnder(store, entity, {}, {})).length > 0;
  const scopes = await relatedModels(store, entity.id);
  return (await readClaims(store, { to: [...scopes.keys()], relation: ['supports'] }, {})).length > 0;
}

/** A row without the entity that was asked about. */
export type ListedSupport = Omit<SupportRow, 'asked'>;

/** Makes rows of claims of support. */
export class SupportListing {
  readonly #views: SupportViews;
  readonly #builder: AnswerBuilder;

  private constructor(views: SupportViews, builder: AnswerBuilder) {
    this.#views = views;
    this.#builder = builder;
  }

  /** `others`: ids of entities that no claim may name. */
  static async read(
    store: Store,
    claims: readonly ClaimRecord[],
    others: readonly string[] = [],
  ): Promise<SupportListing> {
    const views = await SupportViews.read(store, claims);
    const vendors = claims.flatMap((claim) => views.listedUnder(claim, 'vendor').map(({ id }) => id));
    return new SupportListing(
      views,
      await AnswerBuilder.forRecords(store, claims, [], [...vendors, ...others]),
    );
  }

  ref(id: string): EntityRef {
    return this.#builder.ref(id);
  }

  /** One row for each supporter, vendor, model, artefact and scope. A claim that names several supporters is in the row of each. */
  rows(
    claims: readonly ClaimRecord[],
    by: SupportViewName,
    scopeOf: (claim: ClaimRecord) => Scope,
  ): ListedSupport[] {
    const listed = claims.flatMap((record) => {
      const claim = this.#builder.claim(record, scopeOf(record));
      const vendors = by === 'vendor' ? [] : this.#under(record, 'vendor');
      const supporters = this.#under(record, by);
      return (supporters.length > 0 ? supporters : [null]).map((supporter) => ({
        supporter,
        record,
        claim,
        key: JSON.stringify([claim.scope, supporter, vendors, claim.to.id, claim.artefact]),
      }));
    });
    return [...groupBy(listed, ({ key }) => key).values()].flatMap((own) => {
      const sorted = own.toSorted((a, b) => compareFirmness(a.claim, b.claim));
      const [first] = sorted;
      return first
        ? [
            this.#row(
              first.supporter,
              first.record,
              sorted.map(({ claim }) => claim),
            ),
          ]
        : [];
    });
  }

  #under(record: ClaimRecord, view: SupportViewName): string[] {
    return [...new Set(this.#views.listedUnder(record, view).map(({ id }) => id))];
  }

  /** A row with the facts of the firmest claim, whose record is given. */
  #row(supporter: string | null, record: ClaimRecord, claims: Claim[]): ListedSupport {
    const stated = (view: SupportViewName) =>
      this.#views.listedUnder(record, view).map((item) => this.#builder.via(item));
    const [first] = claims as [Claim];
    const { to, scope, basis, via, with: others, saidBy, date, notBefore, notAfter } = first;
    const { precision, mode, task, artefact } = first;
    return {
      supporter: supporter === null ? null : this.#builder.ref(supporter),
      model: to,
      artefact,
      scope,
      status: statusOfModel(first),
      precision,
      mode,
      task,
      basis,
      vendor: stated('vendor'),
      hardware: stated('hardware'),
      service: stated('service'),
      framework: stated('framework'),
      via,
      with: others,
      saidBy,
      date,
      notBefore,
      notAfter,
      disagreement: disagree(claims),
      claims,
    };
  }

  /** True if a row has one of the wanted scopes, and its supporter one of the wanted roles. */
  isWanted(
    { supporter, scope: own }: Pick<SupportRow, 'supporter' | 'scope'>,
    { role, scope }: SupporterFilter,
  ): boolean {
    return (
      (!scope || scope.includes(own)) && (!role || this.rolesOf(supporter).some((one) => role.includes(one)))
    );
  }

  rolesOf(supporter: EntityRef | null): readonly Role[] {
    return supporter === null ? [] : (this.#builder.entity(supporter.id)?.roles ?? []);
  }
}

/**
 * True if claims of one supporter and model with the same precision, mode, task and artefact have different statuses, whatever they
 * run on, unless all are cells of one source, which tells chips and stacks apart; or if a source dates a statement (the same status by
 * the same claimant) as no other source does; dates that can mean the same day do not differ. Withdrawn claims contradict nothing.
 */
export const disagree = (claims: readonly Claim[]): boolean =>
  [
    ...groupBy(
      claims.filter(({ withdrawn }) => withdrawn === null),
      qualifierKey,
    ).values(),
  ].some(contradict);

/** The source of a claim or, if that is a copy, its origin. */
const witnessOf = ({ evidence: [first] }: Claim): string => first?.origin ?? first?.source ?? '';

const isCell = ({ evidence: [first] }: Claim): boolean => first !== undefined && 'table' in first;

/** The chip and the stack of a claim. */
const stackOf = ({ from, via }: Claim): string => JSON.stringify([from.id, ...via.map(viaKey)]);

function contradict(claims: readonly Claim[]): boolean {
  const isOneTable = claims.every(isCell) && new Set(claims.map(witnessOf)).size === 1;
  const comparable = isOneTable ? [...groupBy(claims, stackOf).values()] : [claims];
  if (comparable.some((own) => new Set(own.map(({ status }) => status)).size > 1)) return true;
  const dated = claims.flatMap((claim) => {
    const days = daysOf(claim);
    return days === null || days.first === null ? [] : [{ claim, days }];
  });
  return [...groupBy(dated, ({ claim }) => claim.saidBy?.id ?? '').values()].some((statement) => {
    const bySource = groupBy(statement, ({ claim }) => witnessOf(claim));
    const known = new Map<string, DayRange>();
    return [...bySource.values()].some((own) => {
      const isNew =
        known.size > 0 &&
        own.every(({ days }) => [...known.values()].every((other) => areApart(days, other)));
      for (const { days } of own) known.set(`${days.first}/${days.last}`, days);
      return isNew;
    });
  });
}

function compareSupportRows(sort: SupportSort, a: SupportRow, b: SupportRow): number {
  const date = ({ claims }: SupportRow) => claims.map(latestDate).sort()[0] ?? '';
  const byName =
    compareSupporters(a.supporter, b.supporter) ||
    compareRefs(a.model, b.model) ||
    compareNames(a.artefact ?? '', b.artefact ?? '') ||
    compareNames(joinedNames(a.vendor), joinedNames(b.vendor));
  if (sort === 'date' && date(a) !== date(b)) return date(a) < date(b) ? -1 : 1;
  return (
    scopeRank(a.scope) - scopeRank(b.scope) ||
    (sort === 'status' ? statusRank(a.status) - statusRank(b.status) : 0) ||
    byName
  );
}

/** The claims of some rows. */
export const claimsOfRows = (rows: readonly Pick<SupportRow, 'claims'>[]): Claim[] =>
  rows.flatMap(({ claims }) => claims);

const joinedNames = (entities: readonly EntityRef[]) => entities.map(({ name }) => name).join(' ');

/** Sorts supporters by name; claims that name none come last. */
export const compareSupporters = (a: EntityRef | null, b: EntityRef | null): number =>
  a === null || b === null ? Number(a === null) - Number(b === null) : compareRefs(a, b);
