/**
 * `npm run bench:suggest [-- --data <folder> --source <id>]`: precision and recall of the claims suggested for a source,
 * compared with the recorded ones. A suggestion is correct if a claim with the same relation and ends is recorded.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openKb } from '../src/kb/open-files.ts';
import type { ClaimRecord } from '../src/model/records.ts';
import { listOf } from '../src/model/statement-ids.ts';
import { RELATIONS, words } from '../src/model/vocabulary.ts';
import type { SuggestedClaim } from '../src/query/answers/suggest.ts';
import { suggest } from '../src/suggest/suggest.ts';
import { relationEndsKey } from '../src/suggest/suggestions.ts';

interface Score {
  recorded: number;
  proposed: number;
  correct: number;
}

type ComparedClaim = Pick<ClaimRecord, 'relation' | 'from' | 'to' | 'status' | 'saidBy'> & { via: string };

const viaText = (ids: readonly string[]): string => [...ids].sort().join(' ');

const suggestedClaims = (suggestions: readonly SuggestedClaim[]): ComparedClaim[] =>
  suggestions.flatMap(({ claim }) =>
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

/**
 * Compares suggestions with recorded claims. `fields` counts in how many correct suggestions a field agrees with one of the
 * recorded claims; `missed` and `wrong` list claims by relation and ends.
 */
export function measure(suggestions: readonly SuggestedClaim[], claims: readonly ClaimRecord[]) {
  const proposed = suggestedClaims(suggestions);
  const recorded: ComparedClaim[] = claims.map((claim) => ({
    ...claim,
    via: viaText(claim.via.map(({ id }) => id)),
  }));
  const keysOf = (list: readonly ComparedClaim[]) => new Set(list.map(relationEndsKey));
  const score = (isCounted: (claim: ComparedClaim) => boolean): Score => {
    const ours = keysOf(proposed.filter(isCounted));
    const theirs = keysOf(recorded.filter(isCounted));
    const correct = [...ours].filter((key) => theirs.has(key)).length;
    return { recorded: theirs.size, proposed: ours.size, correct };
  };
  const recordedKeys = keysOf(recorded);
  const proposedKeys = keysOf(proposed);
  const agreement = (field: 'status' | 'via' | 'saidBy', counted: readonly ComparedClaim[]) => {
    const correct = counted.filter((claim) => recordedKeys.has(relationEndsKey(claim)));
    const agreeing = correct.filter((claim) =>
      recorded.some(
        (other) => relationEndsKey(other) === relationEndsKey(claim) && other[field] === claim[field],
      ),
    );
    return { agree: agreeing.length, of: correct.length };
  };
  const support = proposed.filter(({ relation }) => relation === 'supports');
  return {
    all: score(() => true),
    relations: words(RELATIONS).map((name) => ({ name, ...score(({ relation }) => relation === name) })),
    fields: {
      status: agreement('status', support),
      via: agreement('via', support),
      saidBy: agreement('saidBy', proposed),
    },
    missed: [...recordedKeys].filter((key) => !proposedKeys.has(key)),
    wrong: [...proposedKeys].filter((key) => !recordedKeys.has(key)),
  };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: fileURLToPath(new URL('../data', import.meta.url)) },
      source: { type: 'string', default: 'scmp-deepseek-chips' },
    },
  });
  const opened = openKb({ folder: values.data, shownFrom: process.cwd(), receiptsFile: '' });
  if (!('store' in opened)) throw new Error(`the knowledge base in ${values.data} has errors`);
  const answer = await suggest(opened.store, values.source);
  if (answer === null) throw new Error(`the text of ${values.source} is not available`);
  const claims = await opened.store.claims({ source: [values.source] });
  const { all, relations, fields, missed, wrong } = measure(answer.proposals, claims);

  const percent = (part: number, whole: number) =>
    whole === 0 ? '–' : `${Math.round((100 * part) / whole)} %`;
  const row = (name: string, cells: readonly (string | number)[]) =>
    console.log(name.padEnd(14) + cells.map((cell) => String(cell).padStart(10)).join(''));
  row('relation', ['recorded', 'proposed', 'correct', 'precision', 'recall']);
  for (const { name, recorded, proposed, correct } of [...relations, { name: 'all', ...all }]) {
    if (recorded + proposed > 0)
      row(name, [recorded, proposed, correct, percent(correct, proposed), percent(correct, recorded)]);
  }
  console.log('\nCorrect suggestions that agree with the record in');
  for (const [field, { agree, of }] of Object.entries(fields))
    console.log(`  ${field.padEnd(8)} ${agree} of ${of} (${percent(agree, of)})`);
  console.log(`\nRecorded, not proposed:\n${missed.map((key) => `  ${key}\n`).join('')}`);
  console.log(`Proposed, not recorded:\n${wrong.map((key) => `  ${key}\n`).join('')}`);
}

// The tests import this file for `measure`.
if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
