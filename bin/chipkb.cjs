#!/usr/bin/env node
// Starts the built program.
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const program = join(__dirname, '..', 'dist', 'chipkb.cjs');
if (existsSync(program)) require(program);
else {
  process.stderr.write(
    'error: chipkb is not built yet\nRun `npm run build` in its folder, or `npm run dev -- <args>`.\n',
  );
  process.exitCode = 1;
}
