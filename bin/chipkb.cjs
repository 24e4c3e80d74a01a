#!/usr/bin/env node
// Starts the built program. Beside a file may lie the code that V8 made of it, which the same V8 need not make again.
const { readFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { Script } = require('node:vm');

/** Each file that was loaded, with what it exports and its compiled script. */
const loaded = new Map();

function load(file) {
  return loaded.get(file)?.module.exports ?? run(file);
}

function run(file) {
  // Each is one function, in ASCII.
  const script =
    loaded.get(file)?.script ??
    new Script(readFileSync(file, 'latin1'), { filename: file, cachedData: codeOf(file) });
  const module = { exports: {} };
  loaded.set(file, { module, script });
  const folder = dirname(file);
  const requireFrom = (name) => (name.startsWith('.') ? load(join(folder, name)) : require(name));
  script.runInThisContext()(module.exports, requireFrom, module, folder);
  return module.exports;
}

/** The name of the file for that code: V8 itself tells other versions, but not other processors. */
const codeFile = (file) => `${file}.${process.version}-${process.arch}.code`;

function codeOf(file) {
  try {
    return readFileSync(codeFile(file));
  } catch {
    return undefined;
  }
}

function start() {
  try {
    run(join(__dirname, '..', 'dist', 'chipkb.cjs'));
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    process.stderr.write(
      'error: chipkb is not built yet\nRun `npm run build` in its folder, or `npm run dev -- <args>`.\n',
    );
    process.exitCode = 1;
  }
}

module.exports = { codeFile, loaded, start };
if (require.main === module) start();
