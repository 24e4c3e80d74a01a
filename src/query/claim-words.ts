/** A claim in words: what it is restricted to, and as a sentence. */
import type { ClaimRecord } from '../model/records.ts';
import { wordingOf } from '../model/vocabulary.ts';

type Restricted = Pick<ClaimRecord, 'precision' | 'mode' | 'task'>;
type Worded = Restricted & Pick<ClaimRecord, 'relation' | 'kind' | 'status' | 'artefact'>;

/** What a claim is restricted to, in the words of the source alone, such as “W8A8”. */
export const restrictionValues = ({ precision, mode, task }: Restricted): string[] =>
  [precision, mode, task].flatMap((value) => value ?? []);

/** What a claim is restricted to, such as “precision W8A8”, with the words of the source. */
export const restrictionsOf = ({ precision, mode, task }: Restricted): string[] => [
  ...(precision === null ? [] : [`precision ${precision}`]),
  ...(mode === null ? [] : [`mode ${mode}`]),
  ...(task === null ? [] : [`task ${task}`]),
];

/** The parts of a claim as a sentence from one end: two names, with a verb between them and what restricts it at the end. */
export interface ClaimSentence {
  left: string;
  verb: string;
  right: string;
  rest: string;
}

/** A claim as a sentence from its subject; `from` and `to` are the names of its ends. A release is named instead of its model. */
export function claimSentence(claim: Worded, from: string, to: string): ClaimSentence {
  const { relation, kind, status, artefact } = claim;
  const release = artefact === null ? '' : `, a release of ${to}`;
  const restrictions = [...(kind === null ? [] : [kind]), ...restrictionsOf(claim)];
  return {
    left: from,
    verb: wordingOf(relation, status, 'out'),
    right: artefact ?? to,
    rest: `${release}${inBrackets(restrictions)}`,
  };
}

/** A claim as a sentence from its object. */
export function claimSentenceFromObject(claim: Worded, from: string, to: string): ClaimSentence {
  const { relation, kind, status, artefact } = claim;
  const restrictions = [
    ...(kind === null ? [] : [kind]),
    ...(artefact === null ? [] : [`release ${artefact}`]),
    ...restrictionsOf(claim),
  ];
  return { left: to, verb: wordingOf(relation, status, 'in'), right: from, rest: inBrackets(restrictions) };
}

/** The sentence as text. */
export const textOfSentence = ({ left, verb, right, rest }: ClaimSentence): string =>
  `${left} ${verb} ${right}${rest}`;

const inBrackets = (words: readonly string[]): string => (words.length === 0 ? '' : ` (${words.join(', ')})`);
