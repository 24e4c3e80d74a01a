/** Writes the receipts of the bundled data, and the same data compiled, into `dist`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUNDLED_FILE } from '../src/kb/open.ts';
import { compileBundled } from '../src/kb/open-files.ts';
import { diskFiles, type Files } from '../src/load/files.ts';
import { writeReceipts } from '../src/load/receipts.ts';
import { isInside } from '../src/model/is-inside.ts';
import { receiptsOf } from './receipts.ts';

/** Compiles the data of the package whose folder is given; `build` is the name of the program that will read it. */
export function buildData(packageFolder: string, build: string): void {
  const dist = join(packageFolder, 'dist');
  const folder = join(packageFolder, 'data');
  const receiptsFile = join(dist, 'receipts.json');
  writeFileSync(receiptsFile, writeReceipts(receiptsOf(folder)));

  const options = { folder, shownFrom: folder, receiptsFile };
  /** The files of a package, which does not contain the source texts. */
  const withoutTexts: Files = {
    ...diskFiles,
    read: (root, name) => (isInside(folder, root) ? diskFiles.read(root, name) : { absent: true }),
    real: (place) => (isInside(folder, place) || isInside(place, folder) ? diskFiles.real(place) : null),
  };
  writeFileSync(join(dist, BUNDLED_FILE), compileBundled({ ...options, files: withoutTexts }, build));
}
