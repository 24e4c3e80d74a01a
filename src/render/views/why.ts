/** The view of `why`: claims and remarks, each with its evidence in context. */
import { count } from '../../model/count.ts';
import type { WhyClaim, WhyRemark } from '../../query/answers/why.ts';
import { cellsOrAll, passagePlace, symbolInWords } from '../passage.ts';
import { statementRecords } from '../records.ts';
import { type Line, type RichText, type Span, span, type TextBlock, type View } from '../view.ts';
import { countSources, dateInWords, names, sentenceOf, statusSpan, viaNames, withdrawal } from './parts.ts';
import { NumberedSources } from './receipts.ts';

/** A claim or remark, each quote with the sentences around it. */
export type WhyStatement = WhyClaim | WhyRemark;

/** One block for each claim or remark. `named`: what was asked about, as `cite` takes it. */
export function whyView(
  title: string,
  named: readonly string[],
  empty: string,
  statements: readonly WhyStatement[],
): View {
  return {
    data: statements,
    records: (passages) => statementRecords([], statements, passages),
    ids: statements.map(({ id }) => id),
    title,
    blocks: () => statementBlocks(statements),
    footer: { left: countStatements(statements), right: `chipkb cite ${named.join(' ')} cites them` },
    empty: statements.length === 0 ? empty : null,
  };
}

/** A block for each claim or remark, then the sources. */
export function statementBlocks(statements: readonly WhyStatement[]): TextBlock[] {
  const sources = new NumberedSources();
  const blocks = statements.map((statement) =>
    'relation' in statement
      ? { heading: claimHeading(statement), lines: whyClaimLines(statement, sources) }
      : { heading: statement.summary, lines: whyRemarkLines(statement, sources) },
  );
  return blocks.length === 0 ? [] : [...blocks, sources.block()];
}

function countStatements(statements: readonly WhyStatement[]): string {
  const claims = statements.filter((statement) => 'relation' in statement).length;
  const remarks = statements.length - claims;
  return [
    ...(claims > 0 ? [count(claims, 'claim')] : []),
    ...(remarks > 0 ? [count(remarks, 'remark')] : []),
    countSources(statements),
  ].join(' · ');
}

function claimHeading(claim: WhyClaim): RichText {
  const scope = {
    exact: '',
    derived: claim.artefact === null ? ', a model based on it' : '',
    member: ', a model of the family',
    family: ', the family, version not stated',
  }[claim.scope];
  return [...sentenceOf(claim), ...(scope === '' ? [] : [span('dim', scope)])];
}

function whyClaimLines(claim: WhyClaim, sources: NumberedSources): Line[] {
  return whyLines(claim, sources, [
    ...(claim.status === null ? [] : [[statusSpan(claim.status)]]),
    ...(claim.printed === null || isOfCell(claim) ? [] : [[span('plain', `wording: “${claim.printed}”`)]]),
    ...(claim.via.length === 0 ? [] : [[span('plain', `via ${viaNames(claim.via)}`)]]),
    ...(claim.with.length === 0 ? [] : [[span('plain', `with ${names(claim.with)}`)]]),
    [span('plain', claimant(claim))],
    ...(claim.withdrawn === null ? [] : [[span('weak', withdrawal(claim))]]),
  ]);
}

function whyRemarkLines(remark: WhyRemark, sources: NumberedSources): Line[] {
  return whyLines(remark, sources, [
    [span('plain', remark.topic)],
    ...(remark.subject.length === 0 ? [] : [[span('plain', `about ${names(remark.subject)}`)]]),
    [span('plain', remark.saidBy === null ? 'claimant not stated' : `said by ${remark.saidBy.name}`)],
  ]);
}

/** The facts of a claim or remark on one line, its note, and each quote in its context. */
function whyLines(statement: WhyStatement, sources: NumberedSources, own: readonly Span[][]): Line[] {
  const line = (indent: number, text: RichText): Line => ({ indent, text });
  const shown = new Set(cellsOrAll(statement.evidence));
  const facts: Span[][] = [
    ...own,
    ...(statement.channel === null ? [] : [[span('plain', statement.channel)]]),
    [span('plain', dateInWords(statement))],
  ];
  return [
    line(
      2,
      facts.flatMap((fact, index) => (index === 0 ? fact : [span('dim', ' · '), ...fact])),
    ),
    ...(statement.note === null ? [] : [line(2, [span('dim', `Note: ${statement.note}`)])]),
    ...statement.evidence.flatMap((evidence) => {
      const place = `${sources.number(evidence)} ${passagePlace(evidence)}`;
      if ('quote' in evidence) {
        const checked = evidence.checked === 'here' ? '' : ', checked when recorded';
        return [
          line(2, [span('dim', `${place}${checked}`)]),
          ...paragraphsOf(evidence).map((text) => line(4, text)),
        ];
      }
      // The names and headings beside a table are printed once, with the sources.
      if (!shown.has(evidence)) return [];
      return [line(2, [span('dim', `${place}: `), span('strong', symbolInWords(evidence))])];
    }),
  ];
}

const isOfCell = ({ evidence }: WhyClaim): boolean =>
  evidence.some((one) => 'row' in one && one.row !== null);

function claimant({ saidBy, firstParty, from }: WhyClaim): string {
  if (saidBy === null) return 'claimant not stated';
  // Who makes a product may not be recorded, and then its claimant is not known to be a third party.
  if (!firstParty)
    return from.kind === 'company' ? `third-party, by ${saidBy.name}` : `said by ${saidBy.name}`;
  return saidBy.id === from.id ? 'first-party' : `first-party, by ${saidBy.name}`;
}

/** The paragraphs around a quote. It has its style in the one that contains it. */
function paragraphsOf({
  before,
  quote,
  after,
}: Extract<WhyClaim['evidence'][number], { quote: string }>): Span[][] {
  const paragraphs = (text: string | null) => (text ?? '').split(/(?<!\s)\s*\n\s*/);
  const context = (text: string) => (text === '' ? [] : [span('context', text)]);
  const previous = paragraphs(before);
  const start = previous.pop() ?? '';
  const [end = '', ...next] = paragraphs(after);
  return [
    ...previous.map(context),
    [...context(start), span('quote', quote), ...context(end)],
    ...next.map(context),
  ].filter(({ length }) => length > 0);
}
