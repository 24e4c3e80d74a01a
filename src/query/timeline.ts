/** Claims by date, with the status before each. */
import { daysOf } from '../model/dates.ts';
import { groupBy } from '../model/group-by.ts';
import { compareNames } from '../model/names.ts';
import { qualifierKey } from '../model/qualifiers.ts';
import type { ClaimRecord, EntityRecord } from '../model/records.ts';
import type { Scope } from '../model/vocabulary.ts';
import type { Store } from '../store/store.ts';
import { AnswerBuilder } from './answer-builder.ts';
import type { Claim } from './answers/claim.ts';
import type { TimelineRow } from './answers/timeline.ts';
import { type ClaimFilter, compareFirmness, latestDate, readClaims, uniqueById } from './claims.ts';
import { relatedModels } from './related-models.ts';
import { compareDates } from './statements.ts';
import { claimsListedUnder, SupportViews } from './support-views.ts';

/**
 * The claims about an entity, or all claims, the oldest first. The claims about a model are those of `whoSupports` and those that
 * name it; the claims about a supporter those of `supports` and those that name it.
 */
export async function timeline(
  store: Store,
  entity: EntityRecord | null,
  filter: ClaimFilter,
): Promise<TimelineRow[]> {
  const scopes = entity?.kind === 'model' ? await relatedModels(store, entity.id) : new Map<string, Scope>();
  const records = await recordsAbout(store, entity, [...scopes.keys()], filter);
  const builder = await AnswerBuilder.forRecords(store, records);
  const views = await SupportViews.read(store, records);
  const supported = records.map((record) => {
    const claim = builder.claim(record, scopes.get(record.to));
    const supporters = views.listedUnder(record, 'vendor').map(({ id }) => id);
    return { claim, key: JSON.stringify([record.relation, supporters, record.to, qualifierKey(record)]) };
  });
  const byKey = groupBy(supported, ({ key }) => key);
  return supported
    .map(({ claim, key }) => ({
      ...claim,
      previousStatus: previousStatus(claim, byKey.get(key)?.map((other) => other.claim) ?? []),
    }))
    .sort((a, b) => compareDates(a, b) || compareNames(a.id, b.id));
}

async function recordsAbout(
  store: Store,
  entity: EntityRecord | null,
  related: readonly string[],
  filter: ClaimFilter,
): Promise<ClaimRecord[]> {
  if (entity === null) return readClaims(store, {}, filter);
  const isWanted = !filter.relation || filter.relation.includes('supports');
  return uniqueById([
    ...(await readClaims(store, { names: [entity.id] }, filter)),
    ...(isWanted ? await readClaims(store, { to: related, relation: ['supports'] }, filter) : []),
    ...(isWanted ? await claimsListedUnder(store, entity, {}, filter) : []),
  ]);
}

/** The status of the latest of some claims that was certainly made before another; of claims of one day, the firmest. */
function previousStatus(claim: Claim, claims: readonly Claim[]): Claim['status'] {
  const first = daysOf(claim)?.first ?? '';
  const before = claims.filter((other) => latestDate(other) < first);
  const [latest] = before.sort((a, b) => compareNames(latestDate(b), latestDate(a)) || compareFirmness(a, b));
  return latest?.status ?? null;
}
