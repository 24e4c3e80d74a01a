/**
 * Compares the readers with counts by simpler means on the public tables, and with cells that a person read. CHIPKB_CORPORA names the
 * folder of the tables; they are not part of the project.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load, loadAll } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import type { PrintedCell, PrintedTables } from '../../../src/model/printed-tables.ts';
import { tablesOf } from './in-short.ts';

const root = process.env.CHIPKB_CORPORA ?? '';

describe.skipIf(root === '')('the public tables', () => {
  const files =
    root !== ''
      ? readdirSync(root, { recursive: true, encoding: 'utf8' })
          .filter((file) => file.includes('/') && /\.\w+$/.test(file))
          .sort()
      : [];
  const named = (extension: RegExp) => files.filter((file) => extension.test(file));
  const textOf = (file: string) => readFileSync(join(root, file), 'utf8');
  const read = (file: string): PrintedTables => tablesOf(file, readFileSync(join(root, file)));

  it('are all read', () => {
    expect(files.length).toBeGreaterThan(60);
    expect(new Set(files.map((file) => file.split('/')[0])).size).toBe(21);
    for (const file of files) expect(read(file)).toHaveProperty('tables');
  });

  it.each(named(/\.mdx?$/))('have the rows and cells of the lines of %s', (file) => {
    const { tables, remarks } = read(file);
    const secondHeaders = remarks.filter(({ message }) => message.includes('second row of the header'));
    const rows = tables.flatMap((table) => table.rows);
    const printed = new Set(rows.flatMap(({ cells }) => cells).filter((cell) => cell !== null));
    const html = countHtml(textOf(file));
    const pipes = countPipes(textOf(file));
    expect({ rows: rows.length + secondHeaders.length, cells: printed.size }).toEqual({
      rows: html.rows + pipes.rows,
      cells: html.cells + pipes.cells - (secondHeaders.length > 0 ? (tables.at(-1)?.columns.length ?? 0) : 0),
    });
  });

  it.each(named(/\.csv$/))('have the lines and commas of %s', (file) => {
    const lines = textOf(file).trimEnd().split('\n').slice(1);
    const rows = read(file).tables.flatMap((table) => table.rows);
    expect(rows.map(({ cells }) => cells.length)).toEqual(lines.map((line) => line.split(',').length));
    expect(rows.map(({ line }) => line)).toEqual(lines.map((_, index) => index + 2));
  });

  it.each(named(/\.(?:yaml|json|ndjson)$/))('have the scalars of %s', (file) => {
    const text = textOf(file);
    const { tables, remarks } = read(file);
    const values = tables.flatMap(({ columns, rows }) =>
      rows.flatMap(({ cells }) => cells.filter((cell, column) => cell !== null && columns[column] !== 'key')),
    );
    const documents = file.endsWith('.ndjson')
      ? text
          .trimEnd()
          .split('\n')
          .map((line): unknown => JSON.parse(line))
      : file.endsWith('.json')
        ? [load(text)]
        : loadAll(text, { json: true });
    const repeated = remarks.filter(({ message }) => message.endsWith('is repeated'));
    expect(values.length).toBe(countScalars(documents) + repeated.length);
  });

  it.each<[file: string, line: number, row: string[], column: string, text: string, cellLine?: number]>([
    [
      'vllm-project__vllm-ascend/docs/source/user_guide/support_matrix/supported_models.md',
      33,
      ['DeepSeek V3/3.1'],
      'Support',
      '✅',
    ],
    [
      'vllm-project__vllm-ascend/docs/source/user_guide/support_matrix/supported_models.md',
      47,
      ['MiniMax-M2.5/2.7'],
      'LoRA',
      '❌',
    ],
    [
      'vllm-project__vllm-ascend/docs/source/user_guide/support_matrix/supported_models.md',
      98,
      ['Qwen2.5-Math-RM-72B'],
      'W8A8',
      'Qwen2.5-Math-RM-72B',
    ],
    ['HYGON-AI__inference-cookbook-das/README.md', 45, ['Qwen', 'Qwen3.6', 'SGLang'], 'BW1100', '✅', 47],
    ['HYGON-AI__inference-cookbook-das/README.md', 45, ['Qwen', 'Qwen3.6', 'SGLang'], 'BW1000', '🚧', 47],
    ['HYGON-AI__inference-cookbook-das/README.md', 358, ['BAAI', 'BGE', 'vLLM'], 'K100_AI', '-', 360],
    [
      'InternLM__lmdeploy/docs/en/supported_models/supported_models.md',
      146,
      ['QWen2(.5)'],
      'Atlas 800T A2 · W8A8(graph)',
      'Yes',
    ],
    [
      'InternLM__lmdeploy/docs/en/supported_models/supported_models.md',
      13,
      ['Llama3.2[2]'],
      'KV INT8',
      'Yes*',
    ],
    ['DeepLink-org__dlinfer/README.md', 135, ['GLM4V'], 'Atlas 800T A2 · FP16/BF16(graph)', 'No'],
    ['jd-opensource__xllm/docs/en/supported_models.md', 8, ['DeepSeek-R1-Distill-Qwen'], 'MLU', '❌'],
    [
      'vllm-project__tpu-inference/support_matrices/release/v6e/default/model_support_matrix.csv',
      20,
      ['deepseek-ai/DeepSeek-R1'],
      'UnitTest',
      'not enough HBM',
    ],
    [
      'vllm-project__tpu-inference/docs/includes/model_support.md',
      3,
      ['google/gemma-4-26B-A4B-it'],
      'Unit Test',
      '✅',
    ],
    ['baidu__vLLM-Kunlun/README.md', 128, ['DeepSeek-R1'], 'Quantization', '✅', 131],
    ['baidu__vLLM-Kunlun/README.md', 128, ['DeepSeek-R1'], 'LoRA', '', 132],
    [
      'EnflameTechnology__vllm-gcu/docs/source/user_guide/support_matrix/supported_models.md',
      39,
      ['Qwen2-VL'],
      'W8A16 GPTQ',
      '✅',
    ],
    [
      'opea-project__Enterprise-Inference/docs/supported-models.md',
      16,
      ['meta-llama/Llama-3.1-405B-Instruct'],
      'Gaudi',
      '✓ (Gaudi3)',
    ],
    [
      'quic__efficient-transformers/docs/source/validate.md',
      35,
      ['MixtralForCausalLM', 'Codestral Mixtral'],
      'vLLM Support',
      '✔️',
    ],
    [
      'tenstorrent__tt-inference-server/docs/model_support/llm/README.md',
      14,
      ['Qwen3-32B'],
      'WH Galaxy',
      '🟢 Complete',
    ],
    ['vllm-project__recipes/models/deepseek-ai/DeepSeek-R1.yaml', 19, ['mi300x'], 'value', 'verified'],
    [
      'vllm-project__recipes/models/deepseek-ai/DeepSeek-R1.yaml',
      63,
      ['nvfp4'],
      'model_id',
      'nvidia/DeepSeek-R1-0528-NVFP4-v2',
      64,
    ],
    [
      'SemiAnalysisAI__InferenceX/configs/amd-master.yaml',
      1,
      ['dsr1-fp4-mi355x-sglang'],
      'runner',
      'mi355x',
      5,
    ],
  ])('%s prints in line %i, %j, %s: %s', (file, line, row, column, text, cellLine = line) => {
    const found = read(file).tables.flatMap((table): (PrintedCell | null | undefined)[] =>
      table.rows
        .filter(
          ({ line: start, cells }) => start === line && row.every((name, at) => cells[at]?.text === name),
        )
        .map(({ cells }) => cells[table.columns.indexOf(column)]),
    );
    expect(found).toEqual([{ text, line: cellLine }]);
  });
});

interface Counts {
  rows: number;
  cells: number;
}

/** Counts the lines below each delimiter row up to the first without a pipe, and what their pipes separate. */
function countPipes(text: string): Counts {
  const counts = { rows: 0, cells: 0 };
  let isInTable = false;
  for (const line of text.split('\n')) {
    if (/^[\s|:-]+$/.test(line) && line.includes('-') && line.includes('|')) isInTable = true;
    else if (!line.includes('|')) isInTable = false;
    else if (isInTable) {
      counts.rows += 1;
      const inner = line.trim().replace(/^\|/, '').replace(/\|$/, '');
      counts.cells += inner.replaceAll('\\|', '').split('|').length;
    }
  }
  return counts;
}

/** Counts the tags of rows and cells, without the first row of each table. */
function countHtml(text: string): Counts {
  const counts = { rows: 0, cells: 0 };
  for (const [table] of text.matchAll(/<table>[\s\S]*?<\/table>/g)) {
    const [, , ...rows] = table.split('<tr>');
    counts.rows += rows.length;
    counts.cells += rows.join('').split(/<t[dh][ >]/).length - 1;
  }
  return counts;
}

/** Counts the values that are no collections. */
function countScalars(value: unknown): number {
  if (typeof value !== 'object' || value === null || value instanceof Date) return 1;
  return Object.values(value).reduce((sum: number, part) => sum + countScalars(part), 0);
}
