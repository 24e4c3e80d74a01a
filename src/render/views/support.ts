/** The views of “who supports this model” and “what does this support”. */
import { isSupport, type Role, SCOPES, words } from '../../model/vocabulary.ts';
import type { EntityRef } from '../../query/answers/claim.ts';
import type { SupportRow } from '../../query/answers/support.ts';
import { type Content, NONE, span, type Table, type View } from '../view.ts';
import { claimants, count, countClaims, roleOrKind, statusSpan, viaNames } from './parts.ts';

type Supporters = ReadonlyMap<string, { roles: readonly Role[] }>;

/** Supporters of a model, grouped by scope. `supporters` gives their roles by their ids. */
export function whoSupportsView(
  model: EntityRef,
  rows: readonly SupportRow[],
  supporters: () => Promise<Supporters>,
): View {
  const supporting = rows.filter(({ status }) => isSupport(status));
  const table = (heading: string, shown: readonly SupportRow[], known: Supporters): Table => ({
    heading,
    columns: ['Supporter', 'Role', 'Status', 'Via', 'Said by', 'Day'],
    rows: shown.map((row) => [
      row.supporter.name,
      roleOrKind(known.get(row.supporter.id)?.roles ?? [], row.supporter.kind),
      statusOf(row),
      viaNames(row.via),
      claimants(row.saidBy, row.supporter),
      dayOfRow(row),
    ]),
  });
  const blocks = async () => {
    const known = await supporters();
    return words(SCOPES).flatMap((scope) => {
      const own = rows.filter((row) => row.scope === scope);
      const heading = headingOf(model, scope, own);
      const supported = own.filter(({ status }) => isSupport(status));
      const others = own.filter(({ status }) => !isSupport(status));
      return [
        table(heading, supported, known),
        table(`${heading}: denied or untested`, others, known),
      ].filter((block) => block.rows.length > 0);
    });
  };
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
      left: `${counts.join(', ') || 'no supporter'} · ${countClaims(rows.flatMap(({ claims }) => claims))}`,
      right: `chipkb why <supporter> ${model.id} shows the passages`,
    },
    empty: rows.length === 0 ? `No recorded support for ${model.name}` : null,
  };
}

/** The models that one supports. */
export function supportsView(who: EntityRef, rows: readonly SupportRow[]): View {
  const models = new Set(rows.filter(({ status }) => isSupport(status)).map(({ model }) => model.id)).size;
  return {
    data: rows,
    ids: rows.filter(({ status }) => isSupport(status)).map(({ model }) => model.id),
    title: `What does ${who.name} support?`,
    blocks: () => [
      {
        heading: null,
        columns: ['Model', 'Supporter', 'Status', 'Via', 'Said by', 'Day'],
        rows: rows.map((row) => [
          row.model.name,
          row.supporter.name,
          statusOf(row),
          viaNames(row.via),
          claimants(row.saidBy, row.supporter),
          dayOfRow(row),
        ]),
      },
    ],
    footer: {
      left: `${count(models, 'model')} · ${countClaims(rows.flatMap(({ claims }) => claims))}`,
      right: `chipkb why ${who.id} <model> shows the passages`,
    },
    empty: rows.length === 0 ? `No recorded support of any model by ${who.name}` : null,
  };
}

function headingOf(model: EntityRef, scope: SupportRow['scope'], rows: readonly SupportRow[]): string {
  const named = rows.flatMap(({ claims }) => claims.map(({ to }) => to.name));
  const models = [...new Set(named)].sort().join(', ');
  switch (scope) {
    case 'exact':
      return `${model.name} named`;
    case 'derived':
      return `Models based on ${model.name}`;
    case 'member':
      return `A model of the family: ${models}`;
    case 'family':
      return `${models}, version not stated`;
  }
}

function statusOf({ status, disagreement }: SupportRow): Content {
  return disagreement ? [statusSpan(status), span('weak', ' (claims differ)')] : [statusSpan(status)];
}

/** The day, or as printed where that is no longer than a day; `why` shows the rest. */
function dayOfRow({ date, claims }: SupportRow): Content {
  const printed = date ?? claims.find(({ printedDate }) => printedDate !== null)?.printedDate ?? NONE;
  return printed.length <= DAY_LENGTH ? printed : [span('dim', 'in words')];
}

const DAY_LENGTH = '2025-02-04'.length;
