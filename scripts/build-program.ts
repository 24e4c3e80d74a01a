/** Builds `dist`: the program, the licences of what is in it, and the bundled data. */
import { fileURLToPath } from 'node:url';
import { buildData } from './build-data.ts';
import { buildName, bundle } from './bundle.ts';

const packageFolder = fileURLToPath(new URL('..', import.meta.url));
const build = buildName();
await bundle(fileURLToPath(new URL('../dist', import.meta.url)), build);
buildData(packageFolder, build);
