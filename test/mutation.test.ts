/**
 * Mutation of the shipped data: a letter of a quote, a status, a claimant, a target. Each must be noticed: by a rule, or by
 * the table that data.test.ts reads from the article, which is held against every mutant here.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { checkKb, openKb } from '../src/kb/load-and-check.ts';
import type { ClaimRecord } from '../src/model/records.ts';
import { STATUSES, words } from '../src/model/vocabulary.ts';
import { RELATIONS_STATED, SUPPORT_STATED } from './support/article.ts';
import { packageFolder } from './support/run.ts';

const folder = mkdtempSync(join(tmpdir(), 'chipkb-mutants-'));
afterAll(() => rmSync(folder, { recursive: true }));
cpSync(join(packageFolder, 'data'), join(folder, 'data'), { recursive: true });
cpSync(join(packageFolder, 'seeds'), join(folder, 'seeds'), { recursive: true });

const path = join(folder, 'data/sources/scmp-deepseek-chips.yaml');
const sound = readFileSync(path, 'utf8');
const document = () => parseDocument(sound);
const edges = (document().toJS() as { edges: Record<string, unknown>[] }).edges;

/** Who noticed a mutant: a rule that `check --strict` heeds, or the table of what the article states. */
async function noticedBy(mutant: string): Promise<'rule' | 'table' | null> {
  writeFileSync(path, mutant);
  const options = { folder: join(folder, 'data'), shownFrom: folder, receiptsFile: join(folder, 'none') };
  if (checkKb(options).some(({ level }) => level !== 'info')) return 'rule';
  const opened = openKb(options);
  if ('findings' in opened) return 'rule';
  const claims = (await opened.store.claims({})).map(stated).sort();
  return JSON.stringify(claims) === JSON.stringify(EXPECTED) ? null : 'table';
}

const stated = ({ from, relation, to, status, saidBy }: ClaimRecord) =>
  [from, relation, to, status ?? '', saidBy ?? ''].join(' ');

const EXPECTED = [
  ...SUPPORT_STATED.map(([from, to, status, , saidBy]) => [from, 'supports', to, status, saidBy].join(' ')),
  ...RELATIONS_STATED.map(([statement, saidBy]) => `${statement}  ${saidBy}`),
].sort();

type Mutant = [kind: string, edge: number, change: (doc: ReturnType<typeof document>) => void];

const mutants = edges.flatMap((edge, index): Mutant[] => {
  const at = (...path: (string | number)[]) => ['edges', index, ...path];
  const quotes = edge.evidence as { quote: string }[];
  const set = (kind: string, field: string, value: unknown): Mutant => [
    kind,
    index,
    (doc) => doc.setIn(at(field), value),
  ];
  return [
    ...quotes.map(({ quote }, own): Mutant => {
      // A letter in the middle of the quote becomes the next one.
      const middle = quote.search(new RegExp(`(?<=^.{${Math.floor(quote.length / 2)}}.*)[a-y]`));
      const changed = `${quote.slice(0, middle)}${String.fromCharCode(quote.charCodeAt(middle) + 1)}${quote.slice(middle + 1)}`;
      return ['quote', index, (doc) => doc.setIn(at('evidence', own, 'quote'), changed)];
    }),
    ...(edge.status === undefined
      ? []
      : words(STATUSES)
          .filter((status) => status !== edge.status)
          .map((status) => set('status', 'status', status))),
    set('claimant', 'said-by', edge['said-by'] === 'reuters' ? 'scmp' : 'reuters'),
    set('claimant', 'said-by', edge['said-by'] === 'deepseek' ? 'nvidia' : 'deepseek'),
    ...['deepseek-v3', 'deepseek-r1', 'deepseek-models', 'kuae', 'metax-gpus', 'huawei', 'nvidia', 'scmp']
      .filter((id) => id !== edge.to)
      .map((id) => set('target', 'to', id)),
  ];
});

test('every mutant of the shipped edges is noticed', { timeout: 60_000 }, async () => {
  const survivors: string[] = [];
  const tally = new Map<string, number>();
  expect(await noticedBy(document().toString())).toBe(null);
  for (const [kind, index, change] of mutants) {
    const doc = document();
    change(doc);
    const by = await noticedBy(doc.toString());
    tally.set(`${kind} ${by}`, (tally.get(`${kind} ${by}`) ?? 0) + 1);
    if (by === null) survivors.push(`${kind} of edge ${index + 1}: ${String(edges[index]?.from)}`);
  }
  expect(survivors).toEqual([]);
  expect([...tally.values()].reduce((sum, n) => sum + n, 0)).toBe(mutants.length);
  if (process.env.CHIPKB_TALLY) console.log(mutants.length, Object.fromEntries(tally));
});
