/** One sentence, read: its names, what it folds to, and what the words “the company” stand for in it. */
import { foldScript } from '../model/names.ts';
import type { EntityRecord } from '../model/records.ts';
import { withDescribed, withOwners } from './described.ts';
import { companyAt, type Mention, type Named } from './mentions.ts';
import type { NameHit, NameIndex } from './name-index.ts';

/** Something that is not concluded, and why. */
export interface Refusal {
  words: string;
  reason: string;
}

/** A sentence that was read. */
export interface Reading extends Named {
  start: number;
  end: number;
  /** The same, folded by `foldScript`; offsets are equal. */
  folded: string;
  refusals: Refusal[];
  /** The only company that the sentence before has as a subject; null where there is none, or several. */
  companyBefore: EntityRecord | null;
}

/** Reads a sentence: `hits` are the names found in it, with offsets of the whole text. */
export function readSentence(
  text: string,
  { start, end }: { start: number; end: number },
  hits: readonly NameHit[],
  index: NameIndex,
  companyBefore: EntityRecord | null,
): Reading {
  const words = text.slice(start, end);
  const refusals: Refusal[] = [];
  const plain: Mention[] = [];
  for (const hit of hits) {
    const [entity, ...more] = hit.entities;
    const printed = text.slice(hit.start, hit.end);
    if (entity === undefined) continue;
    if (hit.partOf) {
      const whole = text.slice(hit.partOf.start, hit.partOf.end);
      refusals.push({ words: whole, reason: `another name than “${printed}”, and not known` });
    } else if (more.length > 0) {
      const ids = hit.entities.map(({ id }) => id).join(' or ');
      refusals.push({ words: printed, reason: `can mean ${ids}` });
    } else {
      const after = words.slice(hit.end - start, hit.end - start + 5);
      plain.push({
        start: hit.start - start,
        end: hit.end - start,
        entity,
        owner: null,
        tail: hit.tail,
        qualifies: hit.tail !== null || /^(?:['’]s(?!\p{L})|['’](?=\s)|的|旗下(?:子?公司|企业))/u.test(after),
        caution: hit.ambiguous ? `“${printed}” can mean something else than ${entity.id}` : null,
      });
    }
  }
  const reading = { start, end, words, folded: foldScript(words), refusals, companyBefore };
  const mentions = withDescribed(plain, words, index);
  return { ...reading, mentions: withOwners(mentions, words, index) };
}

/** A company that words such as “the company” stand for, with the caution that it was inferred. */
export interface Meant {
  entity: EntityRecord;
  caution: string;
}

/** What “the company” between two offsets stands for: the one company of the sentence, or else of the sentence before. */
export function companyMeant(reading: Reading, { start, end }: { start: number; end: number }): Meant | null {
  const here = companyAt(reading, start)?.entity ?? null;
  const hasCompany = reading.mentions.some(
    (mention) => mention.entity.kind === 'company' && mention.end <= start,
  );
  const entity = here ?? (hasCompany ? null : reading.companyBefore);
  if (entity === null) return null;
  const printed = reading.words.slice(start, end).trim();
  return { entity, caution: `“${printed}” is read as ${entity.id}${here ? '' : ', of the sentence before'}` };
}

/** A clause with a subject of its own: “, as the country’s clouds rush to”. */
const NEW_SUBJECT =
  /[;；]|, (?:as|while|because|since|when|whereas|although|but|and) (?!(?:it|they|which|who|also|now|is|are|was|were|will|has|have|said|[a-z]+(?:s|ed))\b)/u;

/** Whether a clause with another subject begins between a name and a place after it. */
export const changesSubject = ({ folded }: Reading, { end }: Mention, at: number): boolean =>
  NEW_SUBJECT.test(folded.slice(end, at));
