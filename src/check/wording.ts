/** Rules that read the quotes: whom they name, and how firm their words are. */
import { mentions } from '../model/names.ts';
import { idsIn } from '../model/references.ts';
import { STATUSES, type Status } from '../model/vocabulary.ts';
import { edgesOf, type Indexed, type Rule, statementsOf } from './rule.ts';

const quoteNames: Rule = {
  id: 'quote-names',
  needsAll: true,
  level: 'warning',
  protects: 'A quote names one of the entities that its claim is about, or the claimant.',
  check(records, report) {
    for (const edge of edgesOf(records)) {
      const { source, value, path } = edge;
      const ids = [
        ...idsIn('from', value.from),
        ...idsIn('to', value.to),
        ...idsIn('said-by', value['said-by']),
      ];
      const names = ids.flatMap(({ id }) => namesOf(records, id));
      for (const [index, { quote }] of value.evidence.entries()) {
        if (names.some((name) => mentions(quote, name))) continue;
        const message = `the quote names none of ${ids.map(({ id }) => id).join(', ')}`;
        const hint = 'Quote more of the sentence, or add the name that it prints as an alias.';
        report(message, source.place([...path, 'evidence', index, 'quote']), hint, edge.id);
      }
    }
  },
};

function namesOf({ entity }: Indexed, id: string): string[] {
  const value = entity.get(id)?.value;
  if (!value) return [];
  return [
    value.name,
    ...(value.aliases ?? []).map((alias) => (typeof alias === 'string' ? alias : alias.name)),
  ];
}

/** Words that show how firm a statement is, with the firmest status that they allow; English and Chinese. */
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

/** A quote without the names in it: a company called Beta is no beta. */
const without = (quote: string, names: readonly string[]): string =>
  names.reduce((text, name) => text.replaceAll(name, ' '), quote);

const firmness: Rule = {
  id: 'firmness',
  level: 'warning',
  protects: 'A claim is no firmer than its words: a plan is not a product, and work is not a result.',
  check(records, report) {
    for (const edge of edgesOf(records)) {
      const { source, value, path } = edge;
      const rung = value.status === undefined ? null : STATUSES[value.status].rung;
      if (rung === null) continue;
      const place = () => source.place([...path, 'status']);
      const names = [
        ...idsIn('from', value.from),
        ...idsIn('to', value.to),
        ...idsIn('via', value.via),
      ].flatMap(({ id }) => namesOf(records, id));
      const quotes = value.evidence.map(({ quote }) => without(quote, names));
      const denial = quotes.map((quote) => DENIAL_CUE.exec(quote)?.[0]).find((cue) => cue !== undefined);
      if (denial !== undefined) {
        const hint = 'A denial is “unsupported”; else except it with a reason.';
        report(`“${value.status}” beside “${denial}”, as the quote says`, place, hint, edge.id);
      }
      for (const quote of quotes) {
        const limit = CUES.find(({ cue }) => cue.test(quote));
        const found = limit?.cue.exec(quote)?.[0];
        if (limit && rung > (STATUSES[limit.most].rung ?? 0)) {
          const hint = `At most “${limit.most}”, unless another quote says more; else except it with a reason.`;
          report(`“${value.status}” is firmer than “${found}”, as the quote says`, place, hint, edge.id);
          break;
        }
      }
      if (value.status === 'verified' && !quotes.some((quote) => TEST_CUE.test(quote))) {
        report('“verified” without a word of a test', place, 'Quote the test, or say “available”.', edge.id);
      }
    }
  },
};

const asPrinted: Rule = {
  id: 'as-printed',
  level: 'error',
  protects: 'What is recorded as printed, of status, day and channel, stands in a quote.',
  check(records, report) {
    for (const { source, value, path } of statementsOf(records)) {
      const fields = {
        ...('relation' in value && { printed: value.printed }),
        'printed-date': value['printed-date'],
        channel: value.channel,
      };
      for (const [field, printed] of Object.entries(fields)) {
        if (printed === undefined || value.evidence.some(({ quote }) => quote.includes(printed))) continue;
        const hint = 'Write it as the source does, or quote the passage that prints it.';
        report(`“${printed}” stands in no quote of this record`, source.place([...path, field]), hint);
      }
    }
  },
};

export const wordingRules: readonly Rule[] = [quoteNames, asPrinted, firmness];
