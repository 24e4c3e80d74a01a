/** The receipts of a knowledge base: the position of every quote in its text. */
import { loadAndCheck } from '../src/kb/load-and-check.ts';
import { receiptKey } from '../src/load/receipts.ts';
import type { TextPosition } from '../src/model/selector.ts';

/**
 * Receipts of all quotes; their texts must be available.
 * @throws Error if the data has errors: a quote that is not verified gets no receipt.
 */
export function receiptsOf(folder: string): Map<string, TextPosition> {
  const { records, findings } = loadAndCheck({ folder, shownFrom: folder, receiptsFile: '' });
  const fault = findings.find(({ level }) => level === 'error');
  if (fault) throw new Error(`the data has errors, see \`npm run check:data\`: ${fault.message}`);
  const receipts = new Map<string, TextPosition>();
  for (const { value, evidence } of records.sources) {
    for (const [selector, state] of evidence) {
      if (state.state === 'found')
        receipts.set(receiptKey(value.sha256, value.extent, selector), state.position);
    }
  }
  return receipts;
}
