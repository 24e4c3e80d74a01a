#!/usr/bin/env node
// Starts the built program, from the code that V8 kept of it where this is the same V8.
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { dirname, join } = require('node:path');
const { Script } = require('node:vm');

const main = join(__dirname, '..', 'dist', 'chipkb.cjs');

function read(file, encoding) {
  try {
    return readFileSync(file, encoding);
  } catch {
    return undefined;
  }
}

// The bundle is ASCII.
const source = read(main, 'latin1');
if (source === undefined) {
  process.stderr.write(
    'error: chipkb is not built yet\nRun `npm run build` in its folder, or `npm run dev -- <args>`.\n',
  );
  process.exitCode = 1;
} else {
  const cachedData = read(`${main}.code`);
  const script = new Script(Module.wrap(source), { filename: main, cachedData });
  // What the program loads later finds it as any module finds another.
  const module = new Module(main);
  module.filename = main;
  module.loaded = true;
  require.cache[main] = module;
  script.runInThisContext()(module.exports, Module.createRequire(main), module, main, dirname(main));
}
