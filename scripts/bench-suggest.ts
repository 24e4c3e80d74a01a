/**
 * `npm run bench:suggest [-- --json] [-- --data <folder> --source <id>]`: precision and recall of the proposals on a
 * source against the claims that are recorded of it. The figures are what they are; nothing is tuned to a sentence.
 */

import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openKb } from '../src/kb/open-files.ts';
import { suggest } from '../src/suggest/suggest.ts';
import { measure, type Score } from './measure-suggest.ts';

const bundled = fileURLToPath(new URL('../data', import.meta.url));
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    data: { type: 'string', default: bundled },
    source: { type: 'string', default: 'scmp-deepseek-chips' },
  },
});
const opened = openKb({ folder: values.data, shownFrom: process.cwd(), receiptsFile: '' });
if (!('store' in opened)) throw new Error(`the knowledge base in ${values.data} has errors`);
const answer = await suggest(opened.store, values.source);
if (answer === null) throw new Error(`there is no text of ${values.source}`);
const claims = (await opened.store.claims({})).filter(({ source }) => source === values.source);
const measured = measure(answer.proposals, claims);

if (values.json) console.log(JSON.stringify({ source: values.source, ...measured }, null, 2));
else {
  const percent = (part: number, whole: number) =>
    whole === 0 ? '–' : `${Math.round((100 * part) / whole)} %`;
  const row = (name: string, { recorded, proposed, right }: Score) =>
    [name.padEnd(14), recorded, proposed, right, percent(right, proposed), percent(right, recorded)]
      .map((cell, index) => (index === 0 ? cell : String(cell).padStart(10)))
      .join('');
  console.log(
    ['relation      ', 'recorded', 'proposed', 'right', 'precision', 'recall']
      .map((name, index) => (index === 0 ? name : name.padStart(10)))
      .join(''),
  );
  for (const [name, score] of Object.entries(measured.relations)) console.log(row(name, score));
  console.log(row('all', measured.all));
  console.log('\nOf those that are right, agreeing with the record:');
  for (const [field, { agree, of }] of Object.entries(measured.fields))
    console.log(`  ${field.padEnd(8)} ${agree} of ${of} (${percent(agree, of)})`);
  console.log(`\nRecorded, not proposed:\n${measured.missed.map((id) => `  ${id}\n`).join('')}`);
  console.log(`Proposed, not recorded:\n${measured.wrong.map((id) => `  ${id}\n`).join('')}`);
}
