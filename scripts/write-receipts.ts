/** Writes dist/receipts.json: where every quote of the bundled data stands, for packages that carry no texts. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadKb } from '../src/load/load-kb.ts';
import { receiptKey, writeReceipts } from '../src/load/receipts.ts';
import type { Position } from '../src/model/selector.ts';
import { checkKb } from '../src/open-kb.ts';

const folder = fileURLToPath(new URL('../data', import.meta.url));
const file = fileURLToPath(new URL('../dist/receipts.json', import.meta.url));
const options = { folder, shownFrom: process.cwd(), receiptsFile: file };
const errors = checkKb(options).filter(({ level }) => level === 'error');
if (errors.length > 0)
  throw new Error(`the bundled data has faults; run \`npm run check:data\`: ${errors[0]?.message}`);

const receipts = new Map<string, Position>();
for (const { value, evidence } of loadKb(options).records.sources) {
  for (const [selector, state] of evidence) {
    if (state.state === 'found')
      receipts.set(receiptKey(value.sha256, value.extent, selector), state.position);
  }
}
writeFileSync(file, writeReceipts(receipts));
