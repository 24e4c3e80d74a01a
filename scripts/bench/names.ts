/** `npm run bench:names [-- --quick] [--json]`: how well and how fast names are found as people type them, beside libraries. */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Found, findNames } from './find-names.ts';
import { finders } from './finders.ts';

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
});

const table = (rows: readonly (readonly (string | number)[])[]): string => {
  const [head = [], ...body] = rows;
  return [head, head.map(() => '---'), ...body].map((row) => `| ${row.join(' | ')} |`).join('\n');
};
const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

function drawn({ entities, names, outcomes, speeds }: Found): string {
  const own = outcomes.map(({ sort, typed, otherName, answered, first, among, wrong, digits }) => {
    const all = typed - otherName;
    const shares = [answered, answered + first, answered + first + among].map((part) => percent(part / all));
    return [sort, typed, otherName, ...shares, wrong, digits];
  });
  const sorts = Object.keys(speeds[0]?.first ?? {}).sort();
  const times = speeds.map(({ name, build, median, asked, first }) => [
    name,
    build.toFixed(0),
    median.toFixed(2),
    asked,
    ...sorts.map((sort) => (sort in first ? percent(first[sort] as number) : '')),
  ]);
  const head = [
    'typed',
    'texts',
    'another name',
    'answered right',
    'or first',
    'or among five',
    'wrong',
    'digit corrected',
  ];
  return [
    `${entities} entities, ${names} names`,
    table([head, ...own]),
    table([['program', 'ms to build', 'ms a text', 'texts', ...sorts], ...times]),
  ].join('\n\n');
}

const { installed, leftOut } = await finders(fileURLToPath(new URL('../..', import.meta.url)));
const results: Found[] = [];
for (const entities of values.quick ? [2000] : [2000, 20_000, 200_000]) {
  const found = await findNames(entities, installed);
  results.push(found);
  if (!values.json) console.log(`${drawn(found)}\n`);
}
if (values.json) console.log(JSON.stringify({ results, leftOut }, null, 2));
else if (leftOut.length > 0) console.log(`Left out: ${leftOut.join(', ')}.`);
