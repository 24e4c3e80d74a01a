/** Claims by date, and the status before each. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadKb } from '../../src/load/load-kb.ts';
import { toRecords } from '../../src/load/to-records.ts';
import { statementDates } from '../../src/model/dates.ts';
import type { ClaimRecord } from '../../src/model/records.ts';
import type { Claim } from '../../src/query/answers/claim.ts';
import { timeline } from '../../src/query/timeline.ts';
import { memoryStore } from '../../src/store/memory/memory-store.ts';
import { ask, packageFolder } from '../support/run.ts';

const bundled = toRecords(
  loadKb({ folder: join(packageFolder, 'data'), shownFrom: packageFolder, receiptsFile: 'none' }).records,
);
const claim = bundled.claims.find(({ id }) => id.startsWith('iluvatar-corex.supports.')) as ClaimRecord;

test('each claim has the status of the latest claim of the same supporter and model that was certainly made before', async () => {
  const stated: [id: string, status: ClaimRecord['status'], date: string | null][] = [
    ['d', 'verified', '2025-02-03'],
    ['a', 'pledged', '2025-01-01'],
    ['c', 'unsupported', '2025-02-01'],
    // Undated: known by the publication on 2025-02-05, so nothing is certainly before it or after it.
    ['e', 'in-progress', null],
    ['b', 'available', '2025-02-01'],
    ['f', 'available', '2025-02-02/2025-02-04'],
    ['g', 'verified', '2025-02'],
    ['h', 'verified', '../2025-02-20'],
  ];
  const claims = stated.map(([id, status, date]) => ({
    ...claim,
    ...{ id, status },
    ...statementDates(date, '2025-02-05'),
  }));
  const rows = await timeline(memoryStore({ ...bundled, claims }), null, {});
  expect(rows.map(({ id, status, previousStatus }) => [id, status, previousStatus])).toEqual([
    ['a', 'pledged', null],
    ['b', 'available', 'pledged'],
    ['c', 'unsupported', 'pledged'],
    ['d', 'verified', 'available'],
    ['f', 'available', 'available'],
    ['e', 'in-progress', null],
    ['h', 'verified', null],
    ['g', 'verified', 'pledged'],
  ]);
});

test.each([
  ['claims --via kuae', ['moore-threads.supports.deepseek-r1', 'moore-threads.supports.deepseek-v3']],
  ['claims --with siliconflow', ['huawei.supports.deepseek-models+ascend-cloud-service']],
  ['claims --from huawei --relation partners-with', ['huawei.partners-with.siliconflow']],
  ['claims --to moore-threads --said-by scmp', ['zhang-jianzhong.founded.moore-threads']],
  [
    'claims --to deepseek-r1 --scope derived --relation supports',
    ['gitee-ai.supports.deepseek-r1-based-models', 'metax.supports.deepseek-r1-based-models'],
  ],
  [
    'claims --relation supports --since 2025-02-04 --sort status',
    [
      'iluvatar-corex.supports.deepseek-r1',
      'moore-threads.supports.deepseek-r1',
      'moore-threads.supports.deepseek-v3',
    ],
  ],
])('%s', async (line, starts) => {
  const claims = JSON.parse((await ask(`${line} --json`)).out) as Claim[];
  const isStated = claims.map(({ id }, index) => id.startsWith(starts[index] ?? 'nothing'));
  expect(isStated).toEqual(starts.map(() => true));
});
