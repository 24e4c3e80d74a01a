/** Collects what a document of proposals is written from: a text, the names in it, and what is recorded and suggested. */
import { groupBy } from '../model/group-by.ts';
import { type Extent, lineAt } from '../model/selector.ts';
import type { ProposeAnswer } from '../query/answers/propose.ts';
import type { SourceText } from '../query/answers/source.ts';
import type { SuggestAnswer } from '../query/answers/suggest.ts';
import { sentencesIn } from '../query/sentences.ts';
import { sourceText } from '../query/source.ts';
import type { Store } from '../store/store.ts';
import { suggest } from './suggest.ts';

/** All that is known of the text of a source. */
export interface ProposalMaterial {
  source: SourceText & { extent: Extent };
  suggested: SuggestAnswer;
  lineBreak: ProposeAnswer['lineBreak'];
}

/** Returns the material of a source; null if there is no such source or its text is not available. */
export async function proposalMaterial(store: Store, id: string): Promise<ProposalMaterial | null> {
  const suggested = await suggest(store, id);
  const source = await sourceText(store, id);
  const text = await store.text(id);
  const extent = source?.extent;
  if (suggested === null || !source || !extent || text === null) return null;
  return { source: { ...source, extent }, suggested, lineBreak: text.includes('\r\n') ? '\r\n' : '\n' };
}

/**
 * Yields the answer for some lines of a document, and then for fewer and fewer of them, so that the caller can take the first that
 * is short enough: half of the lines each time, and then half of the sentences of the first line. The last one has no text.
 */
export function* shrinkingAnswers(
  material: ProposalMaterial,
  { first, last }: Extent,
): Generator<ProposeAnswer> {
  const lines = material.source.lines.slice(first - 1, last);
  for (let count = lines.length; count > 0; count = count >> 1)
    yield answerFor(material, lines.slice(0, count), { first: first + count, last }, 0);
  const [line] = lines;
  if (!line) return;
  const sentences = sentencesIn(line.text, { first: 1, last: 1 });
  let count = sentences.length;
  do {
    count = count >> 1;
    const text = line.text.slice(0, sentences[count - 1]?.end ?? 0);
    const cut = line.text.length - text.length;
    yield answerFor(material, [{ ...line, text }], { first: first + 1, last }, cut);
  } while (count > 0);
}

/** The answer for consecutive lines, with everything that starts on them. */
function answerFor(
  { source, suggested, lineBreak }: ProposalMaterial,
  lines: SourceText['lines'],
  rest: Extent,
  cut: number,
): ProposeAnswer {
  const start = lines[0]?.start ?? 0;
  const end = (lines.at(-1)?.start ?? 0) + (lines.at(-1)?.text.length ?? 0);
  const isPrinted = (offset: number) => offset >= start && offset < end;
  const starts = lines.map((line) => line.start);
  const lineOf = (offset: number) => (lines[0]?.line ?? 1) + lineAt(starts, offset) - 1;
  const { id, title, publisher, published, extent, passages } = source;
  return {
    source: id,
    title,
    publisher,
    published,
    extent,
    lines: lines.map(({ line, start, text }) => ({ line, start, text })),
    lineBreak,
    cut,
    rest: rest.first > rest.last ? null : rest,
    names: namesIn(suggested.names.filter((name) => isPrinted(name.start))),
    unknown: suggested.candidates
      .map(({ name, starts }) => ({ name, lines: distinct(starts.filter(isPrinted).map(lineOf)) }))
      .filter((unknown) => unknown.lines.length > 0),
    recorded: passages
      .filter((passage) => isPrinted(passage.start))
      .map(({ line, claims, remarks, why }) => ({ line, claims, remarks, why })),
    suggestions: suggested.proposals
      .filter(({ sentence, recorded }) => isPrinted(sentence.start) && recorded.length === 0)
      .sort((a, b) => a.sentence.start - b.sentence.start || a.rank - b.rank)
      .map(({ sentence, claim, cautions }) => ({ line: sentence.line, claim, cautions })),
  };
}

/** The entities that names mean, in the order of the text, each with its printed forms. */
function namesIn(names: SuggestAnswer['names']): ProposeAnswer['names'] {
  const meanings = names.flatMap((name) => name.entities.map((entity) => ({ ...name, entity })));
  return [...groupBy(meanings, ({ entity }) => entity.id).values()].flatMap((own) => {
    const forms = Array.from(
      groupBy(own, ({ text }) => text),
      ([text, same]) => ({
        text,
        lines: distinct(same.map(({ line }) => line)),
        ambiguous: same.some(({ ambiguous }) => ambiguous),
      }),
    );
    return own.slice(0, 1).map(({ entity }) => ({ ...entity, forms }));
  });
}

const distinct = (lines: readonly number[]): number[] => [...new Set(lines)];
