/** The views of `who-supports` and `supports`. */

import { count } from '../../model/count.ts';
import { isSupport, type Role, SCOPES, type SupportViewName, words } from '../../model/vocabulary.ts';
import type { Claim, EntityRef, ViaRef } from '../../query/answers/claim.ts';
import type { SupportRow } from '../../query/answers/support.ts';
import { NONE, type RichText, span, type Table, type View } from '../view.ts';
import {
  capitalised,
  claimants,
  countClaims,
  dateOf,
  names,
  roleOrKind,
  statusSpan,
  viaNames,
} from './parts.ts';

/** How supporters are listed. */
export interface SupportLayout {
  by: SupportViewName;
  /** Whether scopes are drawn one after the other, or all rows in one table. */
  grouped: boolean;
  /** The roles of each supporter, by its id. */
  supporters: ReadonlyMap<string, { roles: readonly Role[] }>;
}

/** Supporters of a model. */
export function whoSupportsView(model: EntityRef, rows: readonly SupportRow[], layout: SupportLayout): View {
  const supporting = rows.filter(({ status }) => isSupport(status));
  const blocks = () =>
    layout.grouped
      ? words(SCOPES).flatMap((scope) => {
          const own = rows.filter((row) => row.scope === scope);
          const { heading, isOneModel } = scopeHeading(model, scope, own);
          const supported = own.filter(({ status }) => isSupport(status));
          const others = own.filter(({ status }) => !isSupport(status));
          return [
            supporterTable(heading, supported, layout, !isOneModel),
            supporterTable(`${heading}: unsupported or untested`, others, layout, !isOneModel),
          ].filter((block) => block.rows.length > 0);
        })
      : [supporterTable(null, rows, layout, true)];
  const counts = words(SCOPES).flatMap((scope) => {
    const n = supporting.filter((row) => row.scope === scope).length;
    return n > 0 ? [`${n} ${SCOPES[scope].short}`] : [];
  });
  return {
    data: rows,
    ids: supporting.flatMap(({ supporter }) => supporter?.id ?? []),
    title: `Who supports ${model.name}?`,
    blocks,
    footer: {
      left: `${counts.join(', ') || 'no supporters'} · ${countClaims(rows.flatMap(({ claims }) => claims))}`,
      right: `chipkb why <supporter> ${model.id} shows the evidence`,
    },
    empty: rows.length === 0 ? `No recorded support for ${model.name}` : null,
  };
}

function supporterTable(
  heading: string | null,
  rows: readonly SupportRow[],
  { by, supporters }: SupportLayout,
  hasModels: boolean,
): Table {
  const isByVendor = by === 'vendor';
  return {
    heading,
    columns: [
      isByVendor ? 'Supporter' : capitalised(by),
      isByVendor ? 'Role' : 'Vendor',
      ...(hasModels ? ['Model'] : []),
      ...CLAIM_COLUMNS,
    ],
    rows: rows.flatMap((row) => {
      const { supporter } = row;
      const role =
        supporter === null ? NONE : roleOrKind(supporters.get(supporter.id)?.roles ?? [], supporter.kind);
      const name = supporter?.name ?? 'not stated';
      const first = [name, isByVendor ? role : names(row.vendor), ...(hasModels ? [row.model.name] : [])];
      return claimLines(first, row);
    }),
  };
}

/** The models that an entity supports. */
export function supportsView(who: EntityRef, rows: readonly SupportRow[]): View {
  const models = new Set(rows.filter(({ status }) => isSupport(status)).map(({ model }) => model.id)).size;
  return {
    data: rows,
    ids: rows.filter(({ status }) => isSupport(status)).map(({ model }) => model.id),
    title: `What does ${who.name} support?`,
    blocks: () => [
      {
        heading: null,
        columns: ['Model', ...(who.kind === 'company' ? [] : ['Vendor']), ...CLAIM_COLUMNS],
        rows: rows.flatMap((row) =>
          claimLines([row.model.name, ...(who.kind === 'company' ? [] : [names(row.vendor)])], row),
        ),
      },
    ],
    footer: {
      left: `${count(models, 'model')} · ${countClaims(rows.flatMap(({ claims }) => claims))}`,
      right: `chipkb why ${who.id} <model> shows the evidence`,
    },
    empty: rows.length === 0 ? `No recorded support for any model by ${who.name}` : null,
  };
}

const CLAIM_COLUMNS = ['Status', 'Via', 'Said by', 'Date'] as const;

/** A line for each distinct status, claimant, via and date, the firmest first; the first cells are printed once. */
function claimLines(first: readonly string[], { supporter, disagreement, claims }: SupportRow): RichText[][] {
  const lines = new Map<string, Set<string | null>>();
  const drawn: RichText[][] = [];
  for (const claim of claims) {
    const via = viaNames(productsOf(claim, supporter));
    const saidBy = claim.saidBy === null ? NONE : claimants([claim.saidBy], supporter ?? claim.from);
    const key = JSON.stringify([claim.status, saidBy, via]);
    // An undated claim adds nothing to a dated one, which comes first.
    const dates = lines.get(key) ?? new Set();
    if (dates.has(claim.date) || (claim.date === null && dates.size > 0)) continue;
    lines.set(key, dates.add(claim.date));
    const isFirst = drawn.length === 0;
    const status: RichText =
      isFirst && disagreement
        ? [statusSpan(claim.status), span('weak', ' (claims differ)')]
        : [statusSpan(claim.status)];
    drawn.push([...(isFirst ? first : first.map(() => '')), status, via, saidBy, dateOf(claim)]);
  }
  return drawn;
}

/** The products that a claim names: its subject, unless that is the supporter or a company, and its vias. */
function productsOf({ from, via }: Claim, supporter: EntityRef | null): ViaRef[] {
  return [from, ...via].filter(({ id, kind }) => id !== supporter?.id && kind !== 'company');
}

/** The heading of a scope, and whether it names the only model of its rows. */
function scopeHeading(
  model: EntityRef,
  scope: SupportRow['scope'],
  rows: readonly SupportRow[],
): { heading: string; isOneModel: boolean } {
  const named = [...new Set(rows.map((row) => row.model.name))];
  const isOneModel = named.length === 1;
  switch (scope) {
    case 'exact':
      return { heading: `${model.name} named`, isOneModel: true };
    case 'derived':
      return {
        heading: isOneModel ? `${named[0]}, based on ${model.name}` : `Models based on ${model.name}`,
        isOneModel,
      };
    case 'member':
      return {
        heading: isOneModel ? `${named[0]}, a model of the family` : 'Models of the family',
        isOneModel,
      };
    case 'family':
      return {
        heading: isOneModel ? `${named[0]}, version not stated` : 'Families of models, version not stated',
        isOneModel,
      };
  }
}
