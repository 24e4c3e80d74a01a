/** Rules about the words of quotes: whom they name, and how firm a status they allow. */
import { edgesOf, statementsOf } from '../model/authored.ts';
import { type NameMatcher, nameMatcher } from '../model/name-matcher.ts';
import { idsIn, namesOfEntity } from '../model/references.ts';
import type { AuthoredEntity } from '../model/schema.ts';
import { listOf } from '../model/statement-ids.ts';
import { STATUSES, type Status } from '../model/vocabulary.ts';
import type { IndexedRecords, Rule } from './rule.ts';

const quoteNames: Rule = {
  id: 'quote-names',
  needsAll: true,
  level: 'warning',
  protects: 'A quote must name an entity of its claim, or the claimant.',
  check(records, report) {
    const matchers = new Map<string, NameMatcher<object>>();
    const isNamed = (id: string, quote: string): boolean => {
      const entity = records.entity.get(id)?.value;
      if (!entity) return false;
      const matcher = matchers.get(id) ?? matcherOf(entity);
      matchers.set(id, matcher);
      return matcher.find(quote, 0, quote.length).length > 0;
    };
    for (const { source, value, path, ids: claimIds } of edgesOf(records)) {
      const ids = [...listOf(value.from), ...listOf(value.to), ...listOf(value['said-by'])];
      for (const [index, { quote }] of value.evidence.entries()) {
        if (ids.some((id) => isNamed(id, quote))) continue;
        report(
          `the quote names none of ${[...new Set(ids)].join(', ')}`,
          source.place([...path, 'evidence', index, 'quote']),
          'Quote more of the sentence, or add the name that it prints as an alias.',
          claimIds[0],
        );
      }
    }
  },
};

/** Finds the names of one entity only, so that a longer name which contains one of them is accepted too. */
const matcherOf = (entity: Pick<AuthoredEntity, 'id' | 'kind' | 'name' | 'aliases'>): NameMatcher<object> =>
  nameMatcher([{ ...entity, aliases: namesOfEntity(entity).map((name) => ({ name, ambiguous: false })) }]);

function namesOfId({ entity }: IndexedRecords, id: string): string[] {
  const value = entity.get(id)?.value;
  return value ? namesOfEntity(value) : [];
}

/** English and Chinese words that weaken a statement, with the strongest status that they allow. */
const CUES: readonly { cue: RegExp; most: Status }[] = [
  {
    cue: /\b(?:will|would|shall|plans?|planned|planning|intends?|aims?|pledge[sd]?|promise[sd]?|is set to|are set to|going to|soon)\b|将|計劃|计划|拟|承诺|承諾/iu,
    most: 'pledged',
  },
  { cue: /\b(?:work(?:s|ed|ing)?|adapting|porting|developing)\b|正在|适配中|適配中/iu, most: 'in-progress' },
  { cue: /\b(?:experimental|preview|beta|preliminary)\b|实验|實驗|预览|預覽/iu, most: 'experimental' },
];

const TEST_CUE =
  /\b(?:test(?:s|ed|ing)?|verif(?:y|ied|ies|ication)|validat(?:ed|es|ion)|benchmark(?:s|ed)?|certified)\b|测试|測試|验证|驗證|认证|認證/iu;

const DENIAL_CUE = /\b(?:not|never|cannot|can['’]t|won['’]t|unable|unsupported)\b|不支持|无法|無法|未能/iu;

/** A quote without the names of entities: “Beta” as a company name does not weaken a statement. */
const withoutNames = (quote: string, names: readonly string[]): string =>
  names.reduce((text, name) => text.replaceAll(name, ' '), quote);

const firmness: Rule = {
  id: 'firmness',
  level: 'warning',
  protects: 'The status of a claim must not be firmer than its quotes: a plan is not a product.',
  check(records, report) {
    for (const { source, value, path, ids: claimIds } of edgesOf(records)) {
      const rung = value.status === undefined ? null : STATUSES[value.status].rung;
      if (rung === null) continue;
      const warn = (message: string, hint: string) =>
        report(message, () => source.place([...path, 'status']), hint, claimIds[0]);
      const ids = [
        ...listOf(value.from),
        ...listOf(value.to),
        ...idsIn('via', value.via).map(({ id }) => id),
      ];
      const names = ids.flatMap((id) => namesOfId(records, id));
      const quotes = value.evidence.map(({ quote }) => withoutNames(quote, names));
      const denial = quotes.map((quote) => DENIAL_CUE.exec(quote)?.[0]).find((cue) => cue !== undefined);
      if (denial !== undefined) {
        warn(
          `the status is “${value.status}”, but the quote says “${denial}”`,
          'The status of a denial is “unsupported”. Correct it, or add an exception for this finding to kb.yaml, with a reason.',
        );
      }
      for (const quote of quotes) {
        const limit = CUES.find(({ cue }) => cue.test(quote));
        const found = limit?.cue.exec(quote)?.[0];
        if (limit && rung > (STATUSES[limit.most].rung ?? 0)) {
          warn(
            `“${value.status}” is firmer than “${found}” in the quote`,
            `At most “${limit.most}”, unless another quote says more. Correct it, or add an exception for this finding to kb.yaml, with a reason.`,
          );
          break;
        }
      }
      if (value.status === 'verified' && !quotes.some((quote) => TEST_CUE.test(quote)))
        warn('“verified”, but no quote mentions a test', 'Quote the test, or use “available”.');
    }
  },
};

/** A quote as a reader sees it: a line break in it is a space. */
const onOneLine = (quote: string): string => quote.replace(/\s+/g, ' ');

const asPrinted: Rule = {
  id: 'as-printed',
  level: 'error',
  protects:
    'Fields that contain the words of the source, such as `printed` and `channel`, must occur in a quote of the record.',
  check(records, report) {
    for (const { source, value, path } of statementsOf(records)) {
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

export const wordingRules: readonly Rule[] = [quoteNames, asPrinted, firmness];
