/** Rules about the words of quotes: what they print, and how firm a status they allow. */
import { quotedEdgesOf, quotedStatementsOf } from '../model/authored.ts';
import { CONDITIONS, DENYING, INDIRECT_QUESTIONS, matchesOf, STATUS_CUES } from '../model/cues.ts';
import { foldScript } from '../model/names.ts';
import { idsIn, namesOfEntity } from '../model/references.ts';
import type { AuthoredEdge } from '../model/schema.ts';
import { listOf } from '../model/statement-ids.ts';
import { STATUSES, type Status } from '../model/vocabulary.ts';
import { quotedNames } from './naming.ts';
import type { IndexedRecords, Rule } from './rule.ts';

/** The names of the entities that support, and on what; the words in them say nothing about a status. */
const namesOfClaim = ({ entity }: IndexedRecords, { from, to, via }: AuthoredEdge): string[] =>
  [...listOf(from), ...listOf(to), ...idsIn('via', via).map(({ id }) => id)].flatMap((id) => {
    const value = entity.get(id)?.value;
    return value ? namesOfEntity(value) : [];
  });

const TEST_CUE =
  /\b(?:tests?|tested|verif(?:y|ied|ies|ication)|validat(?:ed|es|ion)|benchmark(?:s|ed)?|certified)\b|测试|验证|认证|实测/iu;

/** A folded text without the names of entities: “Beta” as a company name does not weaken a statement. */
const withoutNames = (text: string, names: readonly string[]): string =>
  names.reduce((rest, name) => rest.replaceAll(foldScript(name), '¦'), foldScript(text));

/** A word that does not fit a status, and the strongest status that it allows; null for a denial. */
interface Limit {
  cue: string;
  most: Status | null;
}

/** The words for each status, from a denial to the firmest. A condition makes a statement a plan. */
const LIMITS: typeof STATUS_CUES = [
  { status: 'unsupported', pattern: DENYING },
  ...STATUS_CUES.filter(({ status }) => status !== 'available'),
  { status: 'pledged', pattern: CONDITIONS },
  { status: 'pledged', pattern: INDIRECT_QUESTIONS },
];

/** The words in a folded text (see `foldScript`) that are weaker than a status: a denial, else the most cautious. */
export function weakerWords(text: string, status: Status): Limit | null {
  const { rung } = STATUSES[status];
  if (rung === null) return null;
  for (const { status: most, pattern } of LIMITS) {
    const allowed = STATUSES[most].rung;
    if (allowed !== null && allowed >= rung) continue;
    const [cue] = matchesOf(pattern, text);
    if (cue) return { cue: cue.words, most: allowed === null ? null : most };
  }
  return null;
}

const OR_EXCEPTION =
  'Correct it, or accept it in kb.yaml, with a reason: `chipkb check --explain exception` shows how.';

const firmness: Rule = {
  id: 'firmness',
  level: 'warning',
  protects: 'The status of a claim must not be firmer than its quotes: a plan is not a product.',
  check(records, report) {
    for (const { source, value, path, ids: claimIds } of quotedEdgesOf(records)) {
      const { status } = value;
      if (status === undefined) continue;
      const warn = (message: string, hint: string) =>
        report(message, () => source.place([...path, 'status']), hint, claimIds[0]);
      const names = namesOfClaim(records, value);
      const quotes = value.evidence.map(({ quote }) => withoutNames(quote, names));
      const limits = quotes.flatMap((quote) => weakerWords(quote, status) ?? []);
      const denial = limits.find(({ most }) => most === null);
      const weaker = limits.find(({ most }) => most !== null);
      if (denial)
        warn(
          `the status is “${status}”, but the quote says “${denial.cue}”`,
          `The status of a denial is “unsupported”. ${OR_EXCEPTION}`,
        );
      if (weaker)
        warn(
          `“${status}” is firmer than “${weaker.cue}” in the quote`,
          `At most “${weaker.most}”, unless another quote says more. ${OR_EXCEPTION}`,
        );
      if (status === 'verified' && !quotes.some((quote) => TEST_CUE.test(quote)))
        warn('“verified”, but no quote mentions a test', 'Quote the test, or use “available”.');
    }
  },
};

/** Where a clause ends, so that words beyond it say something else. */
const CLAUSE_BREAK =
  /[.;:!?](?=\s|$)|[。；：！？，、\n“”]|, | (?:and|but|while|whereas|as|after|before|since|when|because|although) |而|但/gu;

/** The end of a quote that ends with its clause. */
const ENDS_CLAUSE = /[.;:!?,。；：！？，、“”"]\s*$/u;

/** Where a sentence ends. */
const SENTENCE_BREAK = /[.!?](?=\s|$)|[。！？\n]/gu;

/** How far around a quote its clause is read, in UTF-16 units. */
const REACH = 200;

const wholeClause: Rule = {
  id: 'whole-clause',
  needsText: true,
  level: 'warning',
  protects: 'A quote of a claim of support must not leave out words that change it: “not”, “will”, “if”.',
  check(records, report) {
    for (const { source, value, path, ids: claimIds } of quotedEdgesOf(records)) {
      const { status } = value;
      if (status === undefined || STATUSES[status].rung === null || source.text === null) continue;
      const { text } = source.text;
      const names = namesOfClaim(records, value);
      for (const [index, evidence] of value.evidence.entries()) {
        const found = source.evidence.get(evidence);
        if (found?.state !== 'found') continue;
        const { start, end } = found.position;
        const before = text.slice(Math.max(0, start - REACH), start);
        const after = ENDS_CLAUSE.test(evidence.quote) ? '' : text.slice(end, end + REACH);
        const clauseBefore = withoutNames(before.slice(lastEnd(before, CLAUSE_BREAK)), names);
        const clauseAfter = withoutNames(after.slice(0, after.search(CLAUSE_BREAK)), names);
        const sentenceBefore = withoutNames(before.slice(lastEnd(before, SENTENCE_BREAK)), names);
        const [condition] = [DENYING, CONDITIONS].flatMap((pattern) => matchesOf(pattern, sentenceBefore));
        const cue =
          condition?.words ?? (weakerWords(clauseBefore, status) ?? weakerWords(clauseAfter, status))?.cue;
        // A quote without the model only completes another: it names the company, or prints the date.
        if (cue === undefined || quotedNames(records).among(listOf(value.to), evidence.quote).size === 0)
          continue;
        report(
          `the quote leaves out “${cue}”, which its sentence has`,
          () => source.place([...path, 'evidence', index, 'quote']),
          'Quote the whole clause, and give the status that it allows.',
          claimIds[0],
        );
      }
    }
  },
};

/** The end of the last match of a pattern in a text; 0 if there is none. */
const lastEnd = (text: string, pattern: RegExp): number => matchesOf(pattern, text).at(-1)?.end ?? 0;

/** A quote as a reader sees it: a line break in it is a space. */
const onOneLine = (quote: string): string => quote.replace(/\s+/g, ' ');

const asPrinted: Rule = {
  id: 'as-printed',
  level: 'error',
  protects:
    'Fields that contain the words of the source, such as `printed` and `channel`, must occur in a quote of the record.',
  check(records, report) {
    for (const { source, value, path } of quotedStatementsOf(records)) {
      const fields = {
        ...('relation' in value && {
          printed: value.printed,
          precision: value.precision,
          mode: value.mode,
          task: value.task,
          artefact: value.artefact,
          withdrawn: typeof value.withdrawn === 'string' ? value.withdrawn : undefined,
        }),
        'printed-date': value['printed-date'],
        channel: value.channel,
      };
      for (const [field, printed] of Object.entries(fields)) {
        if (printed === undefined || value.evidence.some(({ quote }) => onOneLine(quote).includes(printed)))
          continue;
        const hint = 'Write it as the source does, or quote the passage that prints it.';
        report(`“${printed}” is not in a quote of this record`, source.place([...path, field]), hint);
      }
    }
  },
};

export const wordingRules: readonly Rule[] = [asPrinted, firmness, wholeClause];
