/** Writes dist/receipts.json: where every quote of the bundled data stands, for packages that carry no texts. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { writeReceipts } from '../src/load/receipts.ts';
import { receiptsOf } from './receipts.ts';

const path = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));
writeFileSync(path('dist/receipts.json'), writeReceipts(receiptsOf(path('data'))));
