/** Parses one sentence: its names, its folded text, and what “the company” in it refers to. */
import type { NameMatch, NameMatcher } from '../model/name-matcher.ts';
import { foldScript } from '../model/names.ts';
import type { EntityRecord } from '../model/records.ts';
import type { TextRange } from '../model/text-range.ts';
import { type Mention, type NamedSentence, onlyCompanyBefore } from './mentions.ts';
import { addOwners, addSplitNames } from './owned-names.ts';

/** Something that is deliberately not concluded, and why. */
export interface Refusal {
  words: string;
  reason: string;
}

/** A sentence; its range counts from the start of the text. */
export interface ParsedSentence extends NamedSentence, TextRange {
  /** `words`, folded by `foldScript`; offsets are the same. */
  folded: string;
  /** Filled while claims are searched. */
  refusals: Refusal[];
  /** The only company that is a subject of the sentence before; null if there are several or none. */
  companyBefore: EntityRecord | null;
}

/** Parses a sentence; `matches` are the names in it, with offsets of the text. */
export function parseSentence(
  text: string,
  { start, end }: TextRange,
  matches: readonly NameMatch[],
  matcher: NameMatcher,
  companyBefore: EntityRecord | null,
): ParsedSentence {
  const words = text.slice(start, end);
  const refusals: Refusal[] = [];
  const plain: Mention[] = [];
  for (const match of matches) {
    const [entity, ...others] = match.entities;
    const printed = text.slice(match.start, match.end);
    if (entity === undefined) continue;
    if (match.partOf) {
      const whole = text.slice(match.partOf.start, match.partOf.end);
      refusals.push({ words: whole, reason: `an unknown name that contains “${printed}”` });
    } else if (others.length > 0) {
      const ids = match.entities.map(({ id }) => id).join(' or ');
      refusals.push({ words: printed, reason: `ambiguous: ${ids}` });
    } else {
      const after = text.slice(match.end, Math.min(match.end + 5, end));
      plain.push({
        start: match.start - start,
        end: match.end - start,
        entity,
        owner: null,
        tail: match.tail,
        qualifies:
          match.tail !== null || /^(?:['’]s(?!\p{L})|['’](?=\s)|的|旗下(?:子?公司|企业))/u.test(after),
        caution: match.ambiguous ? `“${printed}” may mean something other than ${entity.id}` : null,
      });
    }
  }
  const mentions = addOwners(addSplitNames(plain, words, matcher), words, matcher);
  return { start, end, words, mentions, folded: foldScript(words), refusals, companyBefore };
}

/** The company that words such as “the company” refer to, with the caution that this was inferred. */
export interface CompanyReference {
  entity: EntityRecord;
  caution: string;
}

/** Resolves “the company” at a range of a sentence: to the one company before it, or else to that of the sentence before. */
export function resolveCompany(sentence: ParsedSentence, { start, end }: TextRange): CompanyReference | null {
  const here = onlyCompanyBefore(sentence, start)?.entity ?? null;
  const hasCompany = sentence.mentions.some(
    (mention) => mention.entity.kind === 'company' && mention.end <= start,
  );
  const entity = here ?? (hasCompany ? null : sentence.companyBefore);
  if (entity === null) return null;
  const printed = sentence.words.slice(start, end).trim();
  return {
    entity,
    caution: `assumes that “${printed}” means ${entity.id}${here ? '' : ', named in the previous sentence'}`,
  };
}

/** Starts a clause with another subject: “, as the country’s clouds rush to”. */
const NEW_SUBJECT =
  /[;；]|, (?:as|while|because|since|when|whereas|although|but|and) (?!(?:it|they|which|who|also|now|is|are|was|were|will|has|have|said|[a-z]+(?:s|ed))\b)/u;

/** True if a clause with another subject starts between a name and the offset `at` after it. */
export const changesSubject = ({ folded }: ParsedSentence, { end }: Mention, at: number): boolean =>
  NEW_SUBJECT.test(folded.slice(end, at));
