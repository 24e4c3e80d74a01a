/**
 * The tables of six public repositories, as records: what a person read in the originals, and what a careless record of them would
 * get wrong. test/corpora.test.ts compares every cell with the originals.
 */
import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import type { AuthoredPrinted, AuthoredTable, AuthoredTableSource } from '../src/model/schema.ts';
import type { Claim, Evidence } from '../src/query/answers/claim.ts';
import type { SupportRow } from '../src/query/answers/support.ts';
import { ask, askJson, packageFolder } from './support/run.ts';

const folder = join(packageFolder, 'test/fixtures/matrices');
const claims = await askJson<Claim[]>(`claims --relation supports --data ${folder}`);
const sourceIn = (file: string): AuthoredTableSource =>
  parse(readFileSync(file, 'utf8')) as AuthoredTableSource;
const sources = new Map(
  readdirSync(join(folder, 'sources'))
    .map((file) => sourceIn(join(folder, 'sources', file)))
    .map((source) => [source.id, source]),
);

type Cell = Extract<Evidence, { path: string }>;

/** The cell that states a claim. */
const cellOf = ({ evidence: [cell] }: Claim): Cell => {
  if (cell === undefined || !('path' in cell)) throw new Error('the evidence is no cell');
  return cell;
};

const claimsOf = (source: string): Claim[] => claims.filter((claim) => cellOf(claim).source === source);

/** A claim as “from -> to, status, stack, qualifiers”. */
const inShort = ({ from, to, status, via, precision, mode, task }: Claim): string =>
  [`${from.id} -> ${to.id}`, status, ...via.map(({ id }) => id), precision, mode, task]
    .filter((word) => word !== null)
    .join(', ');

/** The claims of one line of a source, or of one of its columns. */
const claimsOn = (source: string, line: number, column?: string): Claim[] =>
  claimsOf(source).filter((claim) => {
    const cell = cellOf(claim);
    return cell.line === line && (column === undefined || cell.column === column);
  });

/** Counts words; the order of the keys does not matter. */
const count = (words: readonly (string | null)[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word ?? 'none'] = (counts[word ?? 'none'] ?? 0) + 1;
  return counts;
};

/** The columns of symbols of a table. */
const symbolColumns = ({ columns }: AuthoredTable): string[] =>
  Object.entries(columns).flatMap(([column, use]) => (typeof use === 'string' ? [] : [column]));

const symbolsOf = (source: string): string[] =>
  (sources.get(source)?.tables ?? []).flatMap((table) =>
    table.rows.flatMap(({ cells }) => symbolColumns(table).flatMap((column) => cells[column] ?? [])),
  );

test.each(['check --strict', 'fmt --check'])('the records pass %s', async (line) => {
  expect(await ask(`${line} --data ${folder}`)).toMatchObject({ code: 0 });
});

// The symbols were counted in the originals with a pattern for each document, and the claims from them with the models and chips
// of each label counted by hand.
test.each<[string, number, Record<string, number>, Record<string, number>]>([
  ['xllm-models', 25, { '✅': 40, '❌': 60 }, { available: 54 }],
  ['hygon-cookbook', 72, { '✅': 74, '🚧': 47, '-': 95 }, { verified: 74, 'in-progress': 47, untested: 95 }],
  [
    'vllm-ascend-models',
    99,
    { '✅': 84, '🔵': 68, '❌': 18, '🟡': 13, 'Qwen2.5-Math-RM-72B': 1 },
    { available: 96, experimental: 215, unsupported: 23, untested: 18 },
  ],
  [
    'lmdeploy-models',
    125,
    { Yes: 413, 'Yes*': 18, No: 132, '-': 85 },
    { available: 419, unsupported: 137, untested: 84 },
  ],
  [
    'tpu-inference-matrices',
    124,
    { '✅ Passing': 149, '❌ Failing': 5, '❓ Untested': 186, 'not enough HBM': 32 },
    { verified: 149, unsupported: 5, untested: 186 },
  ],
  ['vllm-recipes', 167, { verified: 164, unsupported: 3 }, { verified: 164, unsupported: 3 }],
])(
  '%s has all its rows and symbols, and a claim for each that says something',
  (source, rows, symbols, statuses) => {
    expect(sources.get(source)?.tables.flatMap((table) => table.rows)).toHaveLength(rows);
    expect(count(symbolsOf(source))).toEqual(symbols);
    expect(count(claimsOf(source).map(({ status }) => status))).toEqual(statuses);
  },
);

// Chosen at random among the claims, and read in the originals.
test.each<[string, number, string]>([
  ['xllm-models', 6, 'npu -> deepseek-v3, available, xllm'],
  ['xllm-models', 6, 'npu -> deepseek-v3.1, available, xllm'],
  ['xllm-models', 9, 'dcu -> qwen2, available, xllm'],
  ['xllm-models', 9, 'dcu -> qwen2.5, available, xllm'],
  ['xllm-models', 9, 'ilu -> qwen2, available, xllm'],
  ['xllm-models', 9, 'ilu -> qwq, available, xllm'],
  ['xllm-models', 9, 'mlu -> qwen2, available, xllm'],
  ['xllm-models', 49, 'npu -> qwen3, available, xllm, Rec'],
  ['hygon-cookbook', 47, 'bw1000 -> qwen3.6, in-progress, sglang'],
  ['hygon-cookbook', 83, 'k100-ai -> qwen3, untested, sglang'],
  ['hygon-cookbook', 97, 'k100-ai -> qwq, verified, vllm'],
  ['hygon-cookbook', 119, 'bw1100 -> qwen2-72b, untested, sglang'],
  ['hygon-cookbook', 156, 'bw1100 -> deepseek-v3, untested, sglang'],
  ['hygon-cookbook', 208, 'k100-ai -> hy3, untested, vllm'],
  ['hygon-cookbook', 278, 'bw1000 -> step-3.5, in-progress, sglang'],
  ['hygon-cookbook', 293, 'bw1100 -> mimo-v2-flash, untested, vllm'],
  ['hygon-cookbook', 356, 'bw1100 -> bge, untested, infinity'],
  ['hygon-cookbook', 360, 'k100-ai -> bge, untested, vllm'],
  ['vllm-ascend-models', 36, 'ascend-a3 -> qwen3-dense, available, vllm-ascend'],
  ['vllm-ascend-models', 42, 'ascend-a2 -> glm-5, experimental, vllm-ascend'],
  ['vllm-ascend-models', 48, 'ascend-a2 -> qwen2.5-math-rm-72b, experimental, vllm-ascend'],
  ['vllm-ascend-models', 67, 'ascend-a3 -> llama-3.1, experimental, vllm-ascend'],
  ['vllm-ascend-models', 73, 'ascend-a3 -> minicpm3, experimental, vllm-ascend'],
  ['vllm-ascend-models', 94, 'ascend-a3 -> qwen3-vl-reranker, experimental, vllm-ascend, Pooling Models'],
  ['vllm-ascend-models', 129, 'ascend-a2 -> qwen3-vl-30b-a3b, available, vllm-ascend, BF16'],
  ['vllm-ascend-models', 133, 'ascend-a3 -> qwen3-omni-30b-a3b-thinking, experimental, vllm-ascend'],
  ['vllm-ascend-models', 135, 'ascend-a3 -> minimax-m3, experimental, vllm-ascend'],
  ['vllm-ascend-models', 135, 'ascend-a3 -> minimax-m3, experimental, vllm-ascend, W8A8'],
  ['vllm-ascend-models', 146, 'atlas-300i-duo -> qwen3.6-35b-a3b, available, vllm-ascend, W8A8'],
  ['vllm-ascend-models', 148, 'atlas-300i-duo -> qwen3-asr, unsupported, vllm-ascend, BF16'],
  ['vllm-ascend-models', 154, 'ascend-a2 -> qwen2-vl, experimental, vllm-ascend'],
  ['vllm-ascend-models', 163, 'ascend-a2 -> phi-3-vision, experimental, vllm-ascend'],
  ['lmdeploy-models', 16, 'cuda-platform -> internlm3, available, lmdeploy-turbomind, KV INT8'],
  ['lmdeploy-models', 18, 'cuda-platform -> intern-s1-mini, available, lmdeploy-turbomind, KV INT4'],
  ['lmdeploy-models', 39, 'cuda-platform -> minicpm-llama3-v-2.5, available, lmdeploy-turbomind, KV INT8'],
  ['lmdeploy-models', 69, 'cuda-platform -> intern-s1-mini, available, lmdeploy-pytorch-engine, KV INT8'],
  ['lmdeploy-models', 87, 'cuda-platform -> qwen3-omni, available, lmdeploy-pytorch-engine, FP16/BF16'],
  ['lmdeploy-models', 96, 'cuda-platform -> minicpm3, available, lmdeploy-pytorch-engine, KV INT8'],
  ['lmdeploy-models', 106, 'cuda-platform -> internvl2, available, lmdeploy-pytorch-engine, KV INT4'],
  ['lmdeploy-models', 114, 'cuda-platform -> glm-4-0414, available, lmdeploy-pytorch-engine, KV INT8'],
  ['lmdeploy-models', 119, 'cuda-platform -> codegeex4, available, lmdeploy-pytorch-engine, KV INT8'],
  ['lmdeploy-models', 122, 'cuda-platform -> phi-3.5-vision, untested, lmdeploy-pytorch-engine, W4A16'],
  ['lmdeploy-models', 144, 'atlas-800t-a2 -> mixtral, unsupported, lmdeploy-pytorch-engine, W4A16, eager'],
  ['lmdeploy-models', 148, 'atlas-800t-a2 -> qwen2.5-vl, untested, lmdeploy-pytorch-engine, W4A16, eager'],
  [
    'lmdeploy-models',
    152,
    'atlas-800t-a2 -> internvl-1.5, available, lmdeploy-pytorch-engine, FP16/BF16, eager',
  ],
  ['lmdeploy-models', 153, 'atlas-300i-duo -> internvl2, available, lmdeploy-pytorch-engine, FP16, graph'],
  [
    'tpu-inference-matrices',
    26,
    'tpu-v6e -> llama-3.3-70b-instruct, verified, tpu-inference-default, Benchmark',
  ],
  ['tpu-inference-matrices', 2, 'tpu-v6e -> qwen3-embedding-8b, verified, tpu-inference-vllm, UnitTest'],
  ['tpu-inference-matrices', 6, 'tpu-v6e -> qwen3.5-9b, untested, tpu-inference-vllm, UnitTest'],
  ['tpu-inference-matrices', 2, 'tpu-v7x -> qwen3-embedding-8b, verified, tpu-inference-default, UnitTest'],
  ['tpu-inference-matrices', 8, 'tpu-v7x -> gemma-4-26b-a4b-it, verified, tpu-inference-default, UnitTest'],
  [
    'tpu-inference-matrices',
    3,
    'tpu-v7x -> qwen2.5-vl-7b-instruct, verified, tpu-inference-vllm, Accuracy/Correctness',
  ],
  ['tpu-inference-matrices', 5, 'tpu-v7x -> qwen3-vl-8b-instruct, untested, tpu-inference-vllm, UnitTest'],
  ['tpu-inference-matrices', 25, 'tpu-v7x -> llama-3.1-8b-instruct, verified, tpu-inference-vllm, UnitTest'],
  ['vllm-recipes', 16, 'h200 -> deepseek-r1, verified, vllm'],
  ['vllm-recipes', 18, 'gb200 -> deepseek-r1, verified, vllm'],
  ['vllm-recipes', 19, 'mi355x -> deepseek-v3.1, verified, vllm'],
  ['vllm-recipes', 19, 'mi300x -> deepseek-v4-pro, unsupported, vllm'],
  ['vllm-recipes', 17, 'b200 -> llama-3.3-70b-instruct, verified, vllm'],
  ['vllm-recipes', 22, 'tpu-v6e -> llama-3.3-70b-instruct, verified, vllm'],
  ['vllm-recipes', 14, 'h200 -> gpt-oss-120b, verified, vllm'],
  ['vllm-recipes', 17, 'mi355x -> glm-4.7, verified, vllm'],
])('%s, line %i: %s', (source, line, expected) => {
  expect(claimsOn(source, line).map(inShort)).toContain(expected);
});

/** The models that a line of a source is about. */
test.each<[string, string, number, string[]]>([
  ['DeepSeek-V3/R1/V3.1', 'xllm-models', 6, ['deepseek-v3', 'deepseek-r1', 'deepseek-v3.1']],
  ['Qwen2/2.5/QwQ', 'xllm-models', 9, ['qwen2', 'qwen2.5', 'qwq']],
  ['DeepSeek V3/3.1', 'vllm-ascend-models', 33, ['deepseek-v3', 'deepseek-v3.1']],
  ['MiniMax-M2.5/2.7', 'vllm-ascend-models', 47, ['minimax-m2.5', 'minimax-m2.7']],
  ['Llama2/3/3.1/3.2', 'vllm-ascend-models', 67, ['llama-2', 'llama-3', 'llama-3.1', 'llama-3.2']],
  ['Phi-3/4', 'vllm-ascend-models', 78, ['phi-3', 'phi-4']],
  ['Qwen3.5-27B / Qwen3.6-27B', 'vllm-ascend-models', 131, ['qwen3.5-27b', 'qwen3.6-27b']],
  [
    'InternVL2.0/2.5/3.0<br>InternVideo2.5/Mono-InternVL',
    'vllm-ascend-models',
    171,
    ['internvl2', 'internvl2.5', 'internvl3', 'internvideo2.5', 'mono-internvl'],
  ],
  ['LLaVA(1.5,1.6)', 'lmdeploy-models', 32, ['llava-1.5', 'llava-1.6']],
  ['QWen2(.5)', 'lmdeploy-models', 146, ['qwen2', 'qwen2.5']],
  ['InternVL(v1.5)', 'lmdeploy-models', 152, ['internvl-1.5']],
  ['a wildcard, GLM-4.x', 'vllm-ascend-models', 41, ['glm-4.x']],
  ['a label that can mean several models', 'lmdeploy-models', 35, []],
])('the label %s of %s, line %i, means these models', (_, source, line, models) => {
  expect([...new Set(claimsOn(source, line).map(({ to }) => to.id))].sort()).toEqual(models.toSorted());
});

/** All claims of a cell. */
test.each<[string, string, number, string, string[]]>([
  ['❌ where no legend is printed says nothing', 'xllm-models', 8, 'MLU', []],
  [
    '❌ means “not supported”; a row without a chip is about the framework',
    'vllm-ascend-models',
    167,
    'Support',
    ['vllm-ascend -> llama-4, unsupported'],
  ],
  [
    '🟡 without a chip is about the framework, too',
    'vllm-ascend-models',
    81,
    'Support',
    ['vllm-ascend -> deepseek-v2.5, untested'],
  ],
  [
    '- means “not verified yet”',
    'lmdeploy-models',
    43,
    'W4A16',
    ['cuda-platform -> codegeex4, untested, lmdeploy-turbomind, W4A16'],
  ],
  ['an asterisk restricts the cell by a footnote', 'lmdeploy-models', 13, 'KV INT8', []],
  [
    'a precision is no firmer than its experimental model',
    'vllm-ascend-models',
    32,
    'W8A8',
    [
      'ascend-a2 -> deepseek-v4-pro, experimental, vllm-ascend, W8A8',
      'ascend-a3 -> deepseek-v4-pro, experimental, vllm-ascend, W8A8',
    ],
  ],
  [
    'the model of a missing precision is available',
    'vllm-ascend-models',
    54,
    'Support',
    ['atlas-300i-duo -> qwen3-dense, available, vllm-ascend'],
  ],
  [
    'the missing precision is a denial of that precision alone',
    'vllm-ascend-models',
    54,
    'BF16',
    ['atlas-300i-duo -> qwen3-dense, unsupported, vllm-ascend, BF16'],
  ],
  [
    'a row that lacks a cell is read up to the gap',
    'vllm-ascend-models',
    98,
    'Support',
    ['ascend-a2 -> qwen2.5-math-rm-72b, experimental, vllm-ascend, Pooling Models'],
  ],
  ['the cell after the gap says nothing', 'vllm-ascend-models', 98, 'W8A8', []],
  [
    'one of three chips is experimental: nothing of the row is firmer',
    'vllm-ascend-models',
    47,
    'BF16',
    ['ascend-950', 'ascend-a2', 'ascend-a3'].flatMap((chip) =>
      ['minimax-m2.5', 'minimax-m2.7'].map((model) => `${chip} -> ${model}, experimental, vllm-ascend, BF16`),
    ),
  ],
  [
    'a model that another table of the page lists for another task',
    'vllm-ascend-models',
    165,
    'Support',
    [
      'ascend-a2 -> llama-3.2, experimental, vllm-ascend, Multimodal Language Models',
      'ascend-a3 -> llama-3.2, experimental, vllm-ascend, Multimodal Language Models',
    ],
  ],
  [
    'a cell beside a model that spans three rows',
    'hygon-cookbook',
    311,
    'BW1100',
    ['bw1100 -> wan2.1-i2v, verified, wan-das'],
  ],
  [
    'the first of three cells on a line',
    'hygon-cookbook',
    47,
    'K100_AI',
    ['k100-ai -> qwen3.6, in-progress, sglang'],
  ],
  [
    'the last of three cells on a line',
    'hygon-cookbook',
    47,
    'BW1100',
    ['bw1100 -> qwen3.6, verified, sglang'],
  ],
  [
    'a column below a header of two rows',
    'lmdeploy-models',
    151,
    'Atlas 800T A2 · FP16/BF16(graph)',
    ['atlas-800t-a2 -> deepseek-v2, available, lmdeploy-pytorch-engine, FP16/BF16, graph'],
  ],
  [
    'the same precision in another mode',
    'lmdeploy-models',
    151,
    'Atlas 800T A2 · FP16/BF16(eager)',
    ['atlas-800t-a2 -> deepseek-v2, unsupported, lmdeploy-pytorch-engine, FP16/BF16, eager'],
  ],
  [
    'a column that names a company and no chip',
    'lmdeploy-models',
    150,
    'Cambricon · BF/FP16',
    ['cambricon -> qwen3, available, lmdeploy-pytorch-engine, BF/FP16'],
  ],
  [
    'a failing test denies the test and not the model',
    'tpu-inference-matrices',
    10,
    'Benchmark',
    [
      'tpu-v6e -> gemma-4-e2b-it, verified, tpu-inference-default, Benchmark',
      'tpu-v6e -> gemma-4-e2b-it, unsupported, tpu-inference-vllm, Benchmark',
      'tpu-v7x -> gemma-4-e2b-it, verified, tpu-inference-default, Benchmark',
      'tpu-v7x -> gemma-4-e2b-it, unsupported, tpu-inference-vllm, Benchmark',
    ],
  ],
  [
    'words without a legend say nothing',
    'tpu-inference-matrices',
    20,
    'UnitTest',
    [
      'tpu-v7x -> deepseek-r1, verified, tpu-inference-default, UnitTest',
      'tpu-v7x -> deepseek-r1, verified, tpu-inference-vllm, UnitTest',
    ],
  ],
])('%s (%s, line %i, column %s)', (_, source, line, column, expected) => {
  expect(claimsOn(source, line, column).map(inShort).sort()).toEqual(expected.toSorted());
});

test('a status that says “tested” without a run to look at is declared', () => {
  expect(count(claims.filter(({ status }) => status === 'verified').map(({ basis }) => basis))).toEqual({
    declared: 387,
  });
});

test('a claim names the place of a chip that only the path prints, and of one in a heading', () => {
  const placesOf = (source: string, line: number) =>
    claimsOn(source, line)[0]
      ?.evidence.slice(1)
      .map((place) => ('path' in place ? [place.printed, place.line] : place));
  expect(placesOf('tpu-inference-matrices', 14)).toEqual([
    ['v6e', null],
    ['default', null],
  ]);
  expect(placesOf('lmdeploy-models', 59)).toEqual([
    ['CUDA Platform', 55],
    ['PyTorchEngine', 55],
  ]);
});

/** The supporters of a model, with the scope of each and the model that its claims name. */
const supportersOf = async (model: string, options = ''): Promise<string[]> => {
  const rows = await askJson<SupportRow[]>(`who-supports ${model} --data ${folder}${options}`);
  return rows.map(
    ({ supporter, scope, model: named, status }) => `${scope} ${named.id} ${supporter?.id} ${status}`,
  );
};

test('a distilled model is not DeepSeek-R1', async () => {
  const supporters = await supportersOf('deepseek-r1');
  expect(supporters.filter((row) => !row.startsWith('exact deepseek-r1 '))).toEqual([
    'derived deepseek-r1-distill-qwen npu available',
  ]);
  // xLLM prints ❌ for MLU beside the distilled model, and ✅ beside DeepSeek-R1.
  expect(supporters).toContain('exact deepseek-r1 mlu available');
});

test('a distilled model that does not print its base is nobody’s, and a name with R1 in it is not DeepSeek-R1', async () => {
  for (const model of ['deepseek-distill', 'vlm-r1'])
    expect(new Set((await supportersOf(model)).map((row) => row.split(' ')[1]))).toEqual(new Set([model]));
});

test('a wildcard is not expanded to its models, nor they to it', async () => {
  expect((await supportersOf('glm-4.x')).map((row) => row.split(' ')[1])).toEqual(['glm-4.x', 'glm-4.x']);
  expect((await supportersOf('glm-4.7')).filter((row) => row.includes('glm-4.x'))).toEqual([]);
});

test('a size has claims of its release as “family”, and its release has those of the size as “member”', async () => {
  const size = await supportersOf('qwen3-32b');
  expect(size).toContain('exact qwen3-32b intel verified');
  expect(size).toContain('family qwen3 bw1000 verified');
  expect(await supportersOf('qwen3')).toContain('member qwen3-32b intel verified');
});

test('a chip counts for its maker only where a page prints the maker', async () => {
  const makers = await askJson<Claim[]>(`claims --relation makes --data ${folder}`);
  const made = new Map(makers.map(({ from, to }) => [to.id, from.id]));
  expect(['atlas-300i-duo', 'metax-c500', 'tpu-v6e', 'ascend-950pr'].map((chip) => made.get(chip))).toEqual([
    'huawei',
    'metax',
    'google',
    'huawei',
  ]);
  const unknown = ['npu', 'mlu', 'ilu', 'dcu', 'k100-ai', 'ascend-a2', 'tpu-v7x', 'cuda-platform', 'mi350x'];
  expect(unknown.filter((chip) => made.has(chip))).toEqual([]);
});

const corpora = process.env.CHIPKB_CORPORA ?? '';

/** Given words without their line. Words that the path or the address of the repository prints need no line, unless a person wants one. */
function withoutLine(
  given: AuthoredPrinted | undefined,
  { repository, files }: AuthoredTableSource,
  path = files[0]?.path ?? '',
): unknown {
  const { sha256: _, line, ...words } = given ?? { printed: '' };
  const isInAddress = [given?.path ?? path, repository].some((address) => address.includes(words.printed));
  return isInAddress && line !== undefined ? { ...words, line } : words;
}

/** A recorded source without what `import table` reads from the documents: rows, hashes, and lines of words that it finds. */
const mappingOf = (source: AuthoredTableSource): unknown => ({
  ...source,
  files: source.files.map(({ sha256: _, ...file }) => file),
  legend: Object.fromEntries(
    Object.entries(source.legend).map(([symbol, { line: _, ...meaning }]) => [symbol, meaning]),
  ),
  tables: source.tables.map(({ rows: _, given, ...table }) => ({
    ...table,
    ...(given && {
      given: Object.fromEntries(
        Object.entries(given).map(([field, printed]) => [field, withoutLine(printed, source, table.path)]),
      ),
    }),
  })),
  ...(source.edges && {
    edges: source.edges.map((edge) => ({
      ...edge,
      evidence: edge.evidence.map(({ sha256: _, ...printed }) => printed),
    })),
  }),
});

test.skipIf(corpora === '').each([...sources.values()].filter(({ tables }) => tables.length > 0))(
  'import table reads the rows of $id again from the documents, no more and no fewer, and finds the lines of words',
  async (source) => {
    const scratch = mkdtempSync(join(tmpdir(), 'chipkb-matrices-'));
    const kb = join(scratch, 'kb');
    cpSync(folder, kb, {
      recursive: true,
      filter: (path) => !path.endsWith('.yaml') || !path.includes('/sources/'),
    });
    const mapping = join(scratch, 'mapping.yaml');
    writeFileSync(mapping, stringify(mappingOf(source)));
    expect(await ask(`import table ${mapping} --from ${corpora} --data ${kb}`)).toMatchObject({ code: 0 });
    const imported = sourceIn(join(kb, 'sources', `${source.id}.yaml`));
    // The public tables are copies in which other lines are blank, so that the hashes of the files differ.
    expect({ ...imported, files: [] }).toEqual({ ...source, files: [] });
  },
);
