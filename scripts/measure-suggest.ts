/** Holds proposals against recorded claims, pair by pair: the same relation, the same two ends. */
import type { ClaimRecord } from '../src/model/records.ts';
import { listOf } from '../src/model/statement-ids.ts';
import { RELATIONS, relationTerms, words } from '../src/model/vocabulary.ts';
import type { Proposal } from '../src/query/answers/suggest.ts';

/** Counts of pairs. */
export interface Score {
  recorded: number;
  proposed: number;
  right: number;
}

type Pair = Pick<ClaimRecord, 'relation' | 'from' | 'to'>;

const keyOf = ({ relation, from, to }: Pair): string => {
  const ends = relationTerms(relation).symmetric ? [from, to].sort() : [from, to];
  return `${ends[0]} ${relation} ${ends[1]}`;
};

interface Proposed extends Pair {
  status: string | null;
  saidBy: string | null;
  via: string;
}

const proposedPairs = (proposals: readonly Proposal[]): Proposed[] =>
  proposals.flatMap(({ claim }) =>
    listOf(claim.from).flatMap((from) =>
      listOf(claim.to).map((to) => ({
        relation: claim.relation,
        from,
        to,
        status: claim.status ?? null,
        saidBy: claim['said-by'] ?? null,
        via: viaText(listOf(claim.via).map((via) => (typeof via === 'string' ? via : via.id))),
      })),
    ),
  );

const viaText = (ids: readonly string[]): string => [...ids].sort().join(' ');

/** Precision and recall are `right / proposed` and `right / recorded`. A field agrees where any record of the pair has its value. */
export function measure(proposals: readonly Proposal[], claims: readonly ClaimRecord[]) {
  const proposed = proposedPairs(proposals);
  const wanted = new Set(claims.map(keyOf));
  const given = new Set(proposed.map(keyOf));
  const score = (own: (pair: Pair) => boolean): Score => {
    const ours = new Set(proposed.filter(own).map(keyOf));
    const theirs = new Set(claims.filter(own).map(keyOf));
    return {
      recorded: theirs.size,
      proposed: ours.size,
      right: [...ours].filter((key) => theirs.has(key)).length,
    };
  };
  const relations = words(RELATIONS)
    .map((relation) => [relation, score((pair) => pair.relation === relation)] as const)
    .filter(([, { recorded, proposed: n }]) => recorded + n > 0);

  const right = proposed.filter((pair) => wanted.has(keyOf(pair)));
  const agreement = (
    own: (proposal: Proposed, claim: ClaimRecord) => boolean,
    only: (pair: Proposed) => boolean,
  ) => {
    const counted = right.filter(only);
    const agree = counted.filter((pair) =>
      claims.some((claim) => keyOf(claim) === keyOf(pair) && own(pair, claim)),
    );
    return { agree: agree.length, of: counted.length };
  };
  const isSupport = ({ relation }: Proposed) => relation === 'supports';
  return {
    all: score(() => true),
    relations: Object.fromEntries(relations),
    fields: {
      status: agreement(({ status }, claim) => status === claim.status, isSupport),
      via: agreement(({ via }, claim) => via === viaText(claim.via.map(({ id }) => id)), isSupport),
      'said-by': agreement(
        ({ saidBy }, claim) => saidBy === claim.saidBy,
        () => true,
      ),
    },
    missed: [...wanted].filter((key) => !given.has(key)),
    wrong: [...given].filter((key) => !wanted.has(key)),
  };
}
