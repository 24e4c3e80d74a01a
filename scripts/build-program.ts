/** Writes the program into `dist`, with the receipts of the bundled data and the same data compiled. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encode } from '../src/kb/cache/compiled.ts';
import { compileBundled } from '../src/kb/load-and-check.ts';
import { BUNDLED } from '../src/kb/open.ts';
import { diskFiles, type Files } from '../src/load/files.ts';
import { writeReceipts } from '../src/load/receipts.ts';
import { isInside } from '../src/model/is-inside.ts';
import { bundle } from './bundle.ts';
import { receiptsOf } from './receipts.ts';

const path = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));

function write(name: string, content: string | Uint8Array): void {
  const file = join(path('dist'), name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

/** The licences of the packages whose modules these are, which go with every copy. */
function licencesOf(bundled: readonly string[]): string {
  const packages = new Set(
    bundled.flatMap((module) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(module) ?? []),
  );
  return [...packages]
    .sort()
    .map((name) => {
      const licence = readdirSync(path(name)).find((file) => /^licen[cs]e/i.test(file));
      const text =
        licence === undefined ? 'See its package.json.' : readFileSync(join(path(name), licence), 'utf8');
      return `${name.replace(/^.*node_modules\//, '')}\n\n${text.trim()}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}

const folder = path('data');
const { files, modules, build } = await bundle();
for (const [name, text] of files) write(name, text);
write('THIRD-PARTY-LICENCES', licencesOf([...modules.values()].flat()));
write('receipts.json', writeReceipts(receiptsOf(folder)));

const options = { folder, shownFrom: folder, receiptsFile: path('dist/receipts.json') };
/** The files of a package, which holds no texts. */
const withoutTexts: Files = {
  ...diskFiles,
  read: (root, name) => (isInside(folder, root) ? diskFiles.read(root, name) : { absent: true }),
  real: (place) => (isInside(folder, place) || isInside(place, folder) ? diskFiles.real(place) : null),
};
const [here, packaged] = BUNDLED;
write(here, encode(compileBundled(options, build)));
write(packaged, encode(compileBundled({ ...options, files: withoutTexts }, build)));

// The code of a file holds the functions that the first of these which loads it runs, and so those that most runs need.
const database = path('dist/kb.db');
for (const line of [
  'who-supports depseek-r1 --color',
  'show nothing',
  'list --no-cache',
  `build --output ${database}`,
  `who-supports depseek-r1 --json --data ${database}`,
])
  spawnSync(process.execPath, [path('scripts/keep-code.cjs'), ...line.split(' ')], { cwd: path('.') });
rmSync(database, { force: true });
