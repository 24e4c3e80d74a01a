#!/usr/bin/env node
// Starts the built program.
import { existsSync } from 'node:fs';

const main = new URL('../dist/main.js', import.meta.url);
if (existsSync(main)) await import(main.href);
else {
  process.stderr.write(
    'error: chipkb is not built yet\nRun `npm run build` in its folder, or `npm run dev -- <args>`.\n',
  );
  process.exitCode = 1;
}
