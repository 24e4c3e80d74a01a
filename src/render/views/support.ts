/** The views of `who-supports` and `supports`. */

import { count } from '../../model/count.ts';
import { isSupport, type Role, SCOPES, words } from '../../model/vocabulary.ts';
import type { EntityRef } from '../../query/answers/claim.ts';
import type { SupportRow } from '../../query/answers/support.ts';
import { NONE, type RichText, span, type Table, type View } from '../view.ts';
import { claimants, countClaims, roleOrKind, statusSpan, viaNames } from './parts.ts';

/** Supporters of a model, grouped by scope. `supporters` has the roles of each supporter by its id. */
export function whoSupportsView(
  model: EntityRef,
  rows: readonly SupportRow[],
  supporters: ReadonlyMap<string, { roles: readonly Role[] }>,
): View {
  const supporting = rows.filter(({ status }) => isSupport(status));
  const table = (heading: string, shown: readonly SupportRow[]): Table => ({
    heading,
    columns: ['Supporter', 'Role', 'Status', 'Via', 'Said by', 'Date'],
    rows: shown.map((row) => [
      row.supporter.name,
      roleOrKind(supporters.get(row.supporter.id)?.roles ?? [], row.supporter.kind),
      statusOf(row),
      viaNames(row.via),
      claimants(row.saidBy, row.supporter),
      dateOfRow(row),
    ]),
  });
  const blocks = () =>
    words(SCOPES).flatMap((scope) => {
      const own = rows.filter((row) => row.scope === scope);
      const heading = scopeHeading(model, scope, own);
      const supported = own.filter(({ status }) => isSupport(status));
      const others = own.filter(({ status }) => !isSupport(status));
      return [table(heading, supported), table(`${heading}: unsupported or untested`, others)].filter(
        (block) => block.rows.length > 0,
      );
    });
  const counts = words(SCOPES).flatMap((scope) => {
    const n = supporting.filter((row) => row.scope === scope).length;
    return n > 0 ? [`${n} ${SCOPES[scope].short}`] : [];
  });
  return {
    data: rows,
    ids: supporting.map(({ supporter }) => supporter.id),
    title: `Who supports ${model.name}?`,
    blocks,
    footer: {
      left: `${counts.join(', ') || 'no supporters'} · ${countClaims(rows.flatMap(({ claims }) => claims))}`,
      right: `chipkb why <supporter> ${model.id} shows the evidence`,
    },
    empty: rows.length === 0 ? `No recorded support for ${model.name}` : null,
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
        columns: ['Model', 'Supporter', 'Status', 'Via', 'Said by', 'Date'],
        rows: rows.map((row) => [
          row.model.name,
          row.supporter.name,
          statusOf(row),
          viaNames(row.via),
          claimants(row.saidBy, row.supporter),
          dateOfRow(row),
        ]),
      },
    ],
    footer: {
      left: `${count(models, 'model')} · ${countClaims(rows.flatMap(({ claims }) => claims))}`,
      right: `chipkb why ${who.id} <model> shows the evidence`,
    },
    empty: rows.length === 0 ? `No recorded support for any model by ${who.name}` : null,
  };
}

function scopeHeading(model: EntityRef, scope: SupportRow['scope'], rows: readonly SupportRow[]): string {
  const named = rows.flatMap(({ claims }) => claims.map(({ to }) => to.name));
  const models = [...new Set(named)].sort().join(', ');
  switch (scope) {
    case 'exact':
      return `Claims that name ${model.name}`;
    case 'derived':
      return `Models based on ${model.name}`;
    case 'member':
      return `Members of the family: ${models}`;
    case 'family':
      return `${models}, version not stated`;
  }
}

function statusOf({ status, disagreement }: SupportRow): RichText {
  return disagreement ? [statusSpan(status), span('weak', ' (claims differ)')] : [statusSpan(status)];
}

/** The earliest date; if there is none, the words of the source. */
const dateOfRow = ({ date, claims }: SupportRow): string =>
  date ?? claims.find(({ printedDate }) => printedDate !== null)?.printedDate ?? NONE;
