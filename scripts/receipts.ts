/** The receipts of a knowledge base: where every quote stands in a text that is here. */

import { checkKb } from '../src/kb/load-and-check.ts';
import { loadKb } from '../src/load/load-kb.ts';
import { receiptKey } from '../src/load/receipts.ts';
import type { TextPosition } from '../src/model/selector.ts';

/** Throws for data with faults: what is not verified gets no receipt. */
export function receiptsOf(folder: string): Map<string, TextPosition> {
  const options = { folder, shownFrom: folder, receiptsFile: '' };
  const fault = checkKb(options).find(({ level }) => level === 'error');
  if (fault) throw new Error(`the data has faults, see \`npm run check:data\`: ${fault.message}`);
  const receipts = new Map<string, TextPosition>();
  for (const { value, evidence } of loadKb(options).records.sources) {
    for (const [selector, state] of evidence) {
      if (state.state === 'found')
        receipts.set(receiptKey(value.sha256, value.extent, selector), state.position);
    }
  }
  return receipts;
}
