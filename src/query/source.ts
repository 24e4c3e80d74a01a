/** Sources: their list, their texts with what they are evidence for, and the state of each sentence. */
import { dayRange } from '../model/dates.ts';
import { groupBy } from '../model/group-by.ts';
import { nameMatcher } from '../model/name-matcher.ts';
import { compareNames } from '../model/names.ts';
import {
  type ClaimRecord,
  type EvidenceRecord,
  isText,
  type QuoteRecord,
  type SourceRecord,
} from '../model/records.ts';
import { extentRange, lineAt, lineStarts } from '../model/selector.ts';
import { KINDS, words } from '../model/vocabulary.ts';
import type { Store } from '../store/store.ts';
import { AnswerBuilder, publisherIds } from './answer-builder.ts';
import type { CoverageRow, SourceRow, SourceText } from './answers/source.ts';
import { compareIsoDates } from './claims.ts';
import { sentencesIn } from './sentences.ts';
import { unwrap } from './unwrap.ts';

/** A quoted part of a text, with the claims and remarks it is evidence for, or why it was marked as read. */
interface Mark extends QuoteRecord {
  claims: string[];
  remarks: string[];
  why: string | null;
}

/** Lists the sources, the newest first, those of an unknown date last. */
export async function listSources(store: Store): Promise<SourceRow[]> {
  const rows = await sourceRows(store, [...(await store.sources()).values()]);
  const last = ({ published }: SourceRow) => dayRange(published)?.last ?? '';
  return rows.sort((a, b) => compareIsoDates(last(b), last(a)) || compareNames(a.id, b.id));
}

/** The sources with these ids. */
export const sourcesWithIds = async (store: Store, ids: readonly string[]): Promise<SourceRow[]> =>
  sourceRows(store, [...(await store.sources(ids)).values()]);

/** The rows of some sources, in their order. */
async function sourceRows(store: Store, sources: readonly SourceRecord[]): Promise<SourceRow[]> {
  const builder = await AnswerBuilder.forEntities(store, sources.flatMap(publisherIds));
  return sources.map(({ edges, read, ...source }) => ({
    ...source,
    publisher: builder.ref(source.publisher),
    republishedBy: builder.republisher(source),
    claims: edges,
    read: read.length,
  }));
}

/** The text of a source, line by line; null if there is no such source. */
export async function sourceText(store: Store, id: string): Promise<SourceText | null> {
  const record = (await store.sources([id])).get(id);
  if (!record) return null;
  const [row] = await sourceRows(store, [record]);
  if (!row) return null;
  const passages = await marksOf(store, record);
  const cells = await cellsOf(store, id);
  const text = await store.text(id);
  if (text === null || !isText(record)) return { ...row, cells, passages, lines: [] };
  const { extent } = record;
  const starts = lineStarts(text);
  const quotes = passages.map(({ line, quote: _, ...cited }) => ({ line, cited }));
  const byLine = groupBy(quotes, ({ line }) => String(line));
  const lines = text.split('\n').map((content, index) => ({
    line: index + 1,
    start: starts[index] ?? 0,
    text: content.replace(/\r$/, ''),
    boilerplate: index + 1 < extent.first || index + 1 > extent.last,
    evidence: byLine.get(String(index + 1))?.map(({ cited }) => cited) ?? [],
  }));
  // A line end at the end of the text does not start another line.
  if (lines.at(-1)?.text === '') lines.pop();
  return { ...row, cells, passages, lines };
}

/** Every sentence of the sources whose text is available, with what it is evidence for. */
export async function coverage(store: Store, ids: readonly string[]): Promise<CoverageRow[]> {
  const entities = await store.entitiesOfKind(words(KINDS));
  const matcher = nameMatcher(entities);
  const order = new Map(entities.map(({ id }, index) => [id, index]));
  const rows: CoverageRow[] = [];
  for (const [id, record] of await store.sources(ids)) {
    const text = await store.text(id);
    if (text === null || !isText(record)) continue;
    const marks = await marksOf(store, record);
    const starts = lineStarts(text);
    const document = extentRange(text, starts, record.extent);
    const read = unwrap(text, record.extent);
    for (const { start, end } of sentencesIn(
      read.text,
      { first: 1, last: read.starts.length },
      read.starts,
    )) {
      const own = marks.filter((mark) => mark.start < end && mark.end > start);
      // A part of an unknown name, such as “R1” in “R1-Zero”, counts too, so that nobody overlooks the sentence.
      const names = matcher.find(read.text, start, end);
      const sentence = text.slice(start, end);
      const row = {
        source: id,
        line: lineAt(starts, start),
        start,
        end,
        text: sentence,
        entities: [...new Set(names.flatMap((name) => name.entities.map(({ id }) => id)))].sort(
          (a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0),
        ),
        claims: [...new Set(own.flatMap(({ claims }) => claims))],
        remarks: [...new Set(own.flatMap(({ remarks }) => remarks))],
        why: own.find(({ why }) => why !== null)?.why ?? null,
      };
      rows.push({ ...row, state: stateOf(row, start >= document.start && end <= document.end) });
    }
  }
  return rows;
}

function stateOf(
  { claims, remarks, why, entities }: Omit<CoverageRow, 'state'>,
  isInside: boolean,
): CoverageRow['state'] {
  if (!isInside) return 'boilerplate';
  if (claims.length > 0) return 'claim';
  if (remarks.length > 0) return 'remark';
  if (why !== null) return 'read';
  return entities.length > 0 ? 'uncovered' : 'silent';
}

/** The marks of a source in the order of the text. Marks at the same position are merged into one. */
async function marksOf(store: Store, { id, read }: SourceRecord): Promise<Mark[]> {
  const marks: Mark[] = [];
  const add = (evidence: readonly EvidenceRecord[], mark: Omit<Mark, keyof QuoteRecord>) => {
    for (const one of evidence) {
      if (!('quote' in one)) continue;
      const { quote, line, start, end } = one;
      marks.push({ line, quote, start, end, ...mark });
    }
  };
  for (const claim of await store.claims({ source: [id] }))
    add(claim.evidence, { claims: [claim.id], remarks: [], why: null });
  for (const remark of await store.remarks({ source: [id] }))
    add(remark.evidence, { claims: [], remarks: [remark.id], why: null });
  for (const mark of read) add([mark], { claims: [], remarks: [], why: mark.why });
  const equal = groupBy(marks, ({ start, end }) => `${start} ${end}`);
  return [...equal.values()].flatMap(merged).sort((a, b) => a.start - b.start || a.end - b.end);
}

/** The cells of a source in the order of its claims, each once with what its claims state. */
async function cellsOf(store: Store, id: string): Promise<SourceText['cells']> {
  const claims = await store.claims({ source: [id] });
  const builder = await AnswerBuilder.forEntities(
    store,
    claims.flatMap(({ from, to }) => [from, to]),
  );
  const refs = (ids: readonly string[]) => [...new Set(ids)].map((one) => builder.ref(one));
  const evidence = claims.flatMap((claim) =>
    claim.evidence.flatMap((cell) => ('quote' in cell ? [] : [{ cell, claim }])),
  );
  const cells = groupBy(evidence, ({ cell }) => JSON.stringify(cell));
  return [...cells.values()].flatMap((own) => {
    const stated = own.map(({ claim }) => claim);
    return own.slice(0, 1).map(({ cell, claim }) => ({
      ...cell,
      ...(cell.row === null ? NO_STATUS : statedBy(claim)),
      from: refs(stated.map(({ from }) => from)),
      to: refs(stated.map(({ to }) => to)),
      claims: stated.map((one) => one.id),
    }));
  });
}

/** What all claims of a cell have in common. */
const statedBy = ({ status, precision, mode, task, artefact, withdrawn }: Stated): Stated => ({
  status,
  precision,
  mode,
  task,
  artefact,
  withdrawn,
});

type Stated = Pick<ClaimRecord, 'status' | 'precision' | 'mode' | 'task' | 'artefact' | 'withdrawn'>;

/** Names and headings beside a table say nothing that all claims have in common. */
const NO_STATUS: Stated = {
  status: null,
  precision: null,
  mode: null,
  task: null,
  artefact: null,
  withdrawn: null,
};

function merged(marks: readonly Mark[]): Mark[] {
  const why = marks.find((mark) => mark.why !== null)?.why ?? null;
  const claims = marks.flatMap((mark) => mark.claims);
  const remarks = marks.flatMap((mark) => mark.remarks);
  return marks.slice(0, 1).map((first) => ({ ...first, claims, remarks, why }));
}
