/** The rule that a claim has the claimant whose words its quotes report. */
import { quotedEdgesOf } from '../model/authored.ts';
import { matchesOf, speechVerbs, THE_COMPANY } from '../model/cues.ts';
import { foldScript } from '../model/names.ts';
import { publishersOf } from '../model/references.ts';
import type { TextRange } from '../model/text-range.ts';
import { FIRST_PERSON, type QuotedName, quotedNames } from './naming.ts';
import type { Rule } from './rule.ts';

/** Words that can separate a speaker from the verb: “also”, a description between commas, “, which”. */
const BEFORE_VERB =
  /^(?:,[^,“”]*,)?,? ?(?:which|who)?(?: ?(?:both|also|has|had|have|then|later|further|[a-z]+ly))* ?$/u;

/** Chinese can put a time and a channel between the speaker and the verb. */
const BEFORE_VERB_IN_CHINESE = /^[^，。；：“”]{0,24}$/u;

/** Words between a verb and the speaker after it: “according to the chairman of Acme”, “…,” said the chip designer Acme. */
const AFTER_VERB = /^ ?(?:the |a )?(?:[a-z-]+ ){0,4}$/u;

/** Words after a name that make it part of the name before the verb: a list, or a description of the speaker. */
const JOINED = /^(?:, (?!while|but|as |after|whereas)|,? and | of |[、和与的])/u;

/** Other words for a speaker that the quote does not name. */
const UNNAMED =
  /\b(?:its|their) (?:official )?(?:website|blog|statement|post)\b|\ban? (?:company )?spokes(?:man|woman|person)\b/gu;

const AFTER_QUOTATION = /[”"」』] ?(?:the )?$/u;

/** Words for acts that are statements too, although they are not verbs of speech. */
const SPEECH_ACT =
  /\b(?:den(?:y|ies|ied)|promise[sd]?|pledge[sd]?|vow(?:s|ed)?|report(?:s|ed)|launch(?:es|ed)|unveil(?:s|ed)|told)\b|否认|承诺|发布|推出/u;

/** A report of speech in a quote. */
interface Report {
  /** The entity right beside the verb; null if the quote does not name it, as in “the company wrote”. */
  speaker: QuotedName | null;
  /** The entities that the speaker can be: also those joined to it, as in “Acme and Beta said”. */
  possible: Set<string>;
  /** True if words of the writer follow: “…,” the company wrote, referring to its cluster. */
  isContinued: boolean;
  /** The words of the report. */
  words: string;
}

function reportsIn(quote: string, names: readonly QuotedName[]): Report[] {
  const folded = foldScript(quote).replace(/\s/g, ' ');
  const people = names.filter(({ entities }) =>
    entities.some(({ kind }) => kind !== 'model' && kind !== 'hardware' && kind !== 'framework'),
  );
  return speechVerbs(folded, names).flatMap((verb): Report[] => {
    const between = /^[ -~]/.test(verb.words) ? BEFORE_VERB : BEFORE_VERB_IN_CHINESE;
    const isBefore = ({ end }: TextRange) => end <= verb.start && between.test(folded.slice(end, verb.start));
    const isAfter = ({ start }: TextRange) =>
      start >= verb.end && AFTER_VERB.test(folded.slice(verb.end, start));
    const isAccordingTo = verb.words === 'according to';
    const comesAfter = isAccordingTo || AFTER_QUOTATION.test(folded.slice(0, verb.start));
    const speaker = (comesAfter && people.find(isAfter)) || people.findLast(isBefore) || null;
    if (isAccordingTo && (speaker === null || speaker.end <= verb.start)) return [];
    const reference =
      speaker ?? [THE_COMPANY, UNNAMED].flatMap((words) => matchesOf(words, folded)).findLast(isBefore);
    if (!reference) return [];
    const joined = people.filter(({ end }) => end <= reference.start && JOINED.test(folded.slice(end)));
    const possible = speaker
      ? [speaker, ...joined].flatMap(({ entities }) => entities.map(({ id }) => id))
      : [];
    const [start, end] = [Math.min(reference.start, verb.start), Math.max(reference.end, verb.end)];
    const isContinued =
      AFTER_QUOTATION.test(folded.slice(0, start)) && /^[^,]*, \p{L}/u.test(folded.slice(end));
    return [{ speaker, possible: new Set(possible), isContinued, words: quote.slice(start, end) }];
  });
}

const claimant: Rule = {
  id: 'claimant',
  needsAll: true,
  level: 'warning',
  protects: 'The claimant of a claim must be the one who says it in the quotes, or else the publisher.',
  check(records, report) {
    const names = quotedNames(records);
    for (const { source, value, path, ids: claimIds } of quotedEdgesOf(records)) {
      const said = value['said-by'];
      const publishers = publishersOf(source.value).map(({ id }) => id);
      const claimants = said === undefined ? publishers : [said];
      // A company that publishes a text can call itself “the company”.
      const isPublisher = claimants.some((id) => publishers.includes(id) && names.kindOf(id) === 'publisher');
      const reports = value.evidence.flatMap(({ quote }) => reportsIn(quote, names.in(quote)));
      const namesClaimant = ({ possible, isContinued }: Report) =>
        claimants.some((id) => possible.has(id)) || (isPublisher && isContinued);
      const isStated = value.evidence.some(({ quote }) => {
        const folded = foldScript(quote);
        return (
          speechVerbs(folded, names.in(quote)).length > 0 ||
          SPEECH_ACT.test(folded) ||
          FIRST_PERSON.test(quote)
        );
      });
      if (said !== undefined && !publishers.includes(said) && !isStated) {
        report(
          `no quote reports that ${said} says it`,
          () => source.place([...path, 'said-by']),
          'Add the quote that does. If the source itself says it, the claimant is its publisher.',
          claimIds[0],
        );
      }
      const first = reports.find(({ speaker }) => speaker !== null) ?? reports[0];
      if (first === undefined || reports.some(namesClaimant) || (first.speaker === null && !isPublisher))
        continue;
      report(
        `the quote says “${first.words}”, but the claim has ${said === undefined ? 'no claimant' : `the claimant ${said}`}`,
        () => source.place(said === undefined ? path : [...path, 'said-by']),
        'Correct `said-by`, or quote only the words of the claimant.',
        claimIds[0],
      );
    }
  },
};

export const claimantRules: readonly Rule[] = [claimant];
