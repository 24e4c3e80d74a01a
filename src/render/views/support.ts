/** The views of `who-supports` and `supports`. */
import { capitalised } from '../../model/capitalised.ts';
import { count } from '../../model/count.ts';
import { groupBy } from '../../model/group-by.ts';
import { isSupport, type Role, SCOPES, type SupportViewName, words } from '../../model/vocabulary.ts';
import type { EntityRef } from '../../query/answers/claim.ts';
import type { SupportRow } from '../../query/answers/support.ts';
import { claimRecords, entityColumns } from '../records.ts';
import { type Block, NONE, type Records, span, type Table, type TextBlock, type View } from '../view.ts';
import { countClaims, listed, names, roleOrKind } from './parts.ts';
import { type NumberedSources, withSources } from './receipts.ts';
import { CLAIM_HEADINGS, linesOfRow, rowsAndNotes } from './support-lines.ts';

/** How supporters are listed. */
export interface SupportLayout {
  by: SupportViewName;
  /** Whether scopes are drawn one after the other, or all rows in one table. */
  grouped: boolean;
  /** Whether the passages are shown below each line. */
  quotes: boolean;
  /** The roles of each supporter, by its id. */
  supporters: ReadonlyMap<string, { roles: readonly Role[] }>;
}

/** Supporters of one or several models. */
export function whoSupportsView(
  models: readonly EntityRef[],
  rows: readonly SupportRow[],
  layout: SupportLayout,
): View {
  const supporting = rows.filter(({ status }) => isSupport(status));
  const counts = words(SCOPES).flatMap((scope) => {
    const n = supporting.filter((row) => row.scope === scope).length;
    return n > 0 ? [`${n} ${SCOPES[scope].short}`] : [];
  });
  return {
    data: rows,
    records: (passages) => supportRecords(rows, passages),
    ids: supporting.flatMap(({ supporter }) => supporter?.id ?? []),
    title: `Who supports ${listed(models)}?`,
    blocks: () =>
      withSources(layout.quotes, (sources) =>
        layout.grouped && rows.length > 0
          ? blocksOfEach(models, rows, (model, own) => scopeTables(model, own, layout, sources))
          : [supporterTable(null, rows, layout, true, sources)],
      ),
    footer: {
      left: `${counts.join(', ') || 'no supporters'} · ${countClaims(rows.flatMap(({ claims }) => claims))}`,
      right: nextStep('<supporter>', onlyId(models) ?? '<model>', layout.quotes),
    },
    empty: rows.length === 0 ? `No recorded support for ${listed(models)}` : null,
  };
}

/** The blocks of each entity that was asked about, under its name if there are several. */
function blocksOfEach(
  asked: readonly EntityRef[],
  rows: readonly SupportRow[],
  blocksOf: (entity: EntityRef, rows: readonly SupportRow[]) => Table[],
): Block[] {
  const byAsked = groupBy(rows, (row) => row.asked.id);
  return asked.flatMap((entity): Block[] => {
    const own = byAsked.get(entity.id) ?? [];
    if (own.length === 0) return [];
    const heading: TextBlock = { heading: [span('title', entity.name)], lines: [] };
    return [...(asked.length > 1 ? [heading] : []), ...blocksOf(entity, own)];
  });
}

/** A table for each scope, and one for claims that are no support. */
function scopeTables(
  model: EntityRef,
  rows: readonly SupportRow[],
  layout: SupportLayout,
  sources: NumberedSources | null,
): Table[] {
  return words(SCOPES).flatMap((scope) => {
    const own = rows.filter((row) => row.scope === scope);
    const { heading, isOneModel } = scopeHeading(model, scope, own);
    const supported = own.filter(({ status }) => isSupport(status));
    const others = own.filter(({ status }) => !isSupport(status));
    return [
      supporterTable(heading, supported, layout, !isOneModel, sources),
      supporterTable(`${heading}: unsupported or untested`, others, layout, !isOneModel, sources),
    ].filter((block) => block.rows.length > 0);
  });
}

function supporterTable(
  heading: string | null,
  rows: readonly SupportRow[],
  { by, supporters }: SupportLayout,
  hasModels: boolean,
  sources: NumberedSources | null,
): Table {
  const isByVendor = by === 'vendor';
  const lines = rows.flatMap((row) => {
    const { supporter } = row;
    const role =
      supporter === null ? NONE : roleOrKind(supporters.get(supporter.id)?.roles ?? [], supporter.kind);
    const name = supporter?.name ?? 'not stated';
    const first = [name, isByVendor ? role : names(row.vendor), ...(hasModels ? [namedModel(row)] : [])];
    return linesOfRow(first, row);
  });
  return {
    heading,
    columns: [
      isByVendor ? 'Supporter' : capitalised(by),
      isByVendor ? 'Role' : 'Supporter',
      ...(hasModels ? ['Model'] : []),
      ...CLAIM_HEADINGS,
    ],
    ...rowsAndNotes(lines, sources),
  };
}

/** The command that shows more of the evidence of an answer. */
const nextStep = (supporter: string, model: string, quotes: boolean): string =>
  quotes
    ? `chipkb cite ${supporter} ${model} cites it`
    : `chipkb why ${supporter} ${model} shows the evidence`;

/** The id of the only entity; undefined if there are several. */
const onlyId = ([first, ...others]: readonly EntityRef[]): string | undefined =>
  others.length === 0 ? first?.id : undefined;

/** The models that one or several entities support. */
export function supportsView(
  supporters: readonly EntityRef[],
  rows: readonly SupportRow[],
  quotes: boolean,
): View {
  const models = new Set(rows.filter(({ status }) => isSupport(status)).map(({ model }) => model.id)).size;
  return {
    data: rows,
    records: (passages) => supportRecords(rows, passages),
    ids: rows.filter(({ status }) => isSupport(status)).map(({ model }) => model.id),
    title: `What ${supporters.length === 1 ? 'does' : 'do'} ${listed(supporters)} support?`,
    blocks: () =>
      withSources(quotes, (sources) =>
        blocksOfEach(supporters, rows, (who, own) => [modelTable(who, own, sources)]),
      ),
    footer: {
      left: `${count(models, 'model')} · ${countClaims(rows.flatMap(({ claims }) => claims))}`,
      right: nextStep(onlyId(supporters) ?? '<supporter>', '<model>', quotes),
    },
    empty: rows.length === 0 ? `No recorded support for any model by ${listed(supporters)}` : null,
  };
}

function modelTable(who: EntityRef, rows: readonly SupportRow[], sources: NumberedSources | null): Table {
  const isCompany = who.kind === 'company';
  return {
    heading: null,
    columns: ['Model', ...(isCompany ? [] : ['Supporter']), ...CLAIM_HEADINGS],
    ...rowsAndNotes(
      rows.flatMap((row) => linesOfRow([modelInWords(row), ...(isCompany ? [] : [names(row.vendor)])], row)),
      sources,
    ),
  };
}

/** A row for each claim, with what it is listed under. */
const supportRecords = (rows: readonly SupportRow[], passages: boolean): Records =>
  claimRecords(
    [...entityColumns('asked', 'supporter', 'vendor', 'model'), 'disagreement'],
    rows.flatMap(({ claims, asked, supporter, vendor, model, disagreement }) =>
      claims.map((claim) => ({ asked, supporter, vendor, model, disagreement, ...claim })),
    ),
    passages,
  );

/** The name of what the claims of a row name: a model or a release of it. */
const namedModel = ({ model, artefact }: SupportRow): string => artefact ?? model.name;

/** The same, with the model of a release. */
const modelInWords = ({ model, artefact }: SupportRow): string =>
  artefact === null ? model.name : `${artefact}, a release of ${model.name}`;

/** The heading of models that are derived from a model, and of its own releases in other formats. */
function derivedHeading(model: EntityRef, rows: readonly SupportRow[], isOneModel: boolean): string {
  const [first] = rows;
  const areReleases = rows.every((row) => row.model.id === model.id);
  if (first && isOneModel)
    return areReleases ? modelInWords(first) : `${modelInWords(first)}, based on ${model.name}`;
  if (areReleases) return `Releases of ${model.name}`;
  const hasReleases = rows.some(({ artefact }) => artefact !== null);
  return `${hasReleases ? 'Models and releases' : 'Models'} based on ${model.name}`;
}

/** The heading of a scope, and whether it names the only model of its rows. */
function scopeHeading(
  model: EntityRef,
  scope: SupportRow['scope'],
  rows: readonly SupportRow[],
): { heading: string; isOneModel: boolean } {
  const named = [...new Set(rows.map(namedModel))];
  const isOneModel = named.length === 1;
  switch (scope) {
    case 'exact':
      return { heading: `${model.name} named`, isOneModel: true };
    case 'derived':
      return { heading: derivedHeading(model, rows, isOneModel), isOneModel };
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
