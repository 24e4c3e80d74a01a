/**
 * Changes one value of the bundled data: a letter of a quote, a status, a claimant or a target. A rule must report the
 * change, or the claims must differ from what the article states (support/article.ts). `npm test` tries every tenth change.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { checkKb } from '../src/kb/load-and-check.ts';
import { openKb } from '../src/kb/open-files.ts';
import type { ClaimRecord } from '../src/model/records.ts';
import { STATUSES, words } from '../src/model/vocabulary.ts';
import { RELATIONS_STATED, SUPPORT_STATED } from './support/article.ts';
import { packageFolder } from './support/run.ts';
import { isSlow } from './support/runs.ts';

const folder = mkdtempSync(join(tmpdir(), 'chipkb-mutants-'));
afterAll(() => rmSync(folder, { recursive: true }));
cpSync(join(packageFolder, 'data'), join(folder, 'data'), { recursive: true });
cpSync(join(packageFolder, 'seeds'), join(folder, 'seeds'), { recursive: true });

const path = join(folder, 'data/sources/scmp-deepseek-chips.yaml');
const original = readFileSync(path, 'utf8');
const document = () => parseDocument(original);
const authored = (document().toJS() as { edges: Record<string, unknown>[] }).edges;

/** What detects a mutant: a rule that fails `check --strict`, or the comparison with the article. */
async function detectedBy(mutant: string): Promise<'rule' | 'article' | null> {
  writeFileSync(path, mutant);
  const options = { folder: join(folder, 'data'), shownFrom: folder, receiptsFile: join(folder, 'none') };
  if (checkKb(options).some(({ level }) => level !== 'info')) return 'rule';
  const opened = openKb(options);
  if ('findings' in opened) return 'rule';
  const claims = (await opened.store.claims({})).map(stated).sort();
  return JSON.stringify(claims) === JSON.stringify(EXPECTED) ? null : 'article';
}

const stated = ({ from, relation, to, status, saidBy }: ClaimRecord) =>
  [from, relation, to, status ?? '', saidBy ?? ''].join(' ');

const EXPECTED = [
  ...SUPPORT_STATED.map(([from, to, status, , saidBy]) => [from, 'supports', to, status, saidBy].join(' ')),
  ...RELATIONS_STATED.map(([statement, saidBy]) => `${statement}  ${saidBy}`),
].sort();

type Mutant = [kind: string, claim: number, change: (doc: ReturnType<typeof document>) => void];

const mutants = authored.flatMap((claim, index): Mutant[] => {
  const at = (...path: (string | number)[]) => ['edges', index, ...path];
  const evidence = claim.evidence as { quote: string }[];
  const set = (kind: string, field: string, value: unknown): Mutant => [
    kind,
    index,
    (doc) => doc.setIn(at(field), value),
  ];
  return [
    ...evidence.map(({ quote }, own): Mutant => {
      // A letter in the middle of the quote becomes the next one.
      const middle = quote.search(new RegExp(`(?<=^.{${Math.floor(quote.length / 2)}}.*)[a-y]`));
      const changed = `${quote.slice(0, middle)}${String.fromCharCode(quote.charCodeAt(middle) + 1)}${quote.slice(middle + 1)}`;
      return ['quote', index, (doc) => doc.setIn(at('evidence', own, 'quote'), changed)];
    }),
    ...(claim.status === undefined
      ? []
      : words(STATUSES)
          .filter((status) => status !== claim.status)
          .map((status) => set('status', 'status', status))),
    set('claimant', 'said-by', claim['said-by'] === 'reuters' ? 'scmp' : 'reuters'),
    set('claimant', 'said-by', claim['said-by'] === 'deepseek' ? 'nvidia' : 'deepseek'),
    ...['deepseek-v3', 'deepseek-r1', 'deepseek-models', 'kuae', 'metax-gpus', 'huawei', 'nvidia', 'scmp']
      .filter((id) => id !== claim.to)
      .map((id) => set('target', 'to', id)),
  ];
});

const tried = mutants.filter((_, index) => isSlow || index % 10 === 0);

test('the unchanged data passes', async () => {
  expect(await detectedBy(document().toString())).toBe(null);
});

test.each(tried)('detects a changed %s of claim %i', async (_kind, _claim, change) => {
  const doc = document();
  change(doc);
  expect(await detectedBy(doc.toString())).not.toBe(null);
});
