#!/usr/bin/env node
// Starts the built program. The code that V8 makes of a file is kept, for the same V8 need not make it again: beside the file
// by the build, and for a package from the registry by the first run that misses it, in the user's cache.
const fs = require('node:fs');
const { dirname, isAbsolute, join } = require('node:path');
const { Script } = require('node:vm');

/** Each file that was loaded: what it exports, its compiled script, and where the code of that was found. */
const loaded = new Map();

function load(file) {
  const known = loaded.get(file);
  if (known !== undefined) return known.module.exports;
  // Each is one function, in ASCII.
  const text = fs.readFileSync(file, 'utf8');
  const kept = keptFile(text);
  const built = builtCode(file);
  const cachedData = built ?? keptCode(kept);
  const script = new Script(text, { filename: file, cachedData });
  const isMissed = cachedData === undefined || script.cachedDataRejected;
  const module = { exports: {} };
  loaded.set(file, { module, script, kept, isBuilt: built !== undefined, isMissed });
  const folder = dirname(file);
  const requireFrom = (name) => (name.startsWith('.') ? load(join(folder, name)) : require(name));
  script.runInThisContext()(module.exports, requireFrom, module, folder);
  return module.exports;
}

/** V8 itself tells other versions, but not other processors. */
const ENDING = `${process.version}-${process.arch}.code`;

/** The file beside it for the code that the build makes. */
const builtFile = (file) => `${file}.${ENDING}`;

function builtCode(file) {
  try {
    return fs.readFileSync(builtFile(file));
  } catch {
    return undefined;
  }
}

/** The file in the cache for the code of a text, which ends in its sum; null where there is no cache. See src/cache/place.ts. */
function keptFile(text) {
  const { XDG_CACHE_HOME = '', HOME = '' } = process.env;
  const caches = isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : isAbsolute(HOME) && join(HOME, '.cache');
  return caches ? join(caches, 'chipkb', `${text.slice(-16)}.${ENDING}`) : null;
}

/** The code in a file of this user. It stands there twice, since V8 does not see that it is damaged. */
function keptCode(file) {
  if (file === null) return undefined;
  try {
    const { uid } = fs.statSync(file);
    if (process.getuid !== undefined && uid !== process.getuid()) return undefined;
    const twice = fs.readFileSync(file);
    const code = twice.subarray(0, twice.length / 2);
    return code.equals(twice.subarray(code.length)) ? code : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps the code of all files that were loaded, where that of one was missed; where it can't be written, it is done without. */
function keep() {
  const files = [...loaded.values()];
  if (files.some(({ isBuilt }) => isBuilt) || !files.some(({ isMissed }) => isMissed)) return;
  // Who clears the cache wants it empty.
  if (['--no-cache', 'cache'].some((word) => process.argv.includes(word))) return;
  try {
    for (const { script, kept } of files) {
      if (kept !== null) write(kept, script);
    }
  } catch {
    // Nothing can be written there.
  }
}

/** Whole or not at all. */
function write(kept, script) {
  const temporary = `${kept}.${process.pid}.new`;
  fs.mkdirSync(dirname(kept), { recursive: true, mode: 0o700 });
  const file = fs.openSync(temporary, 'wx', 0o600);
  try {
    const code = script.createCachedData();
    fs.writeFileSync(file, Buffer.concat([code, code]));
    fs.closeSync(file);
    fs.renameSync(temporary, kept);
  } catch (error) {
    fs.unlinkSync(temporary);
    throw error;
  }
}

function start() {
  try {
    load(join(__dirname, '..', 'dist', 'chipkb.cjs'));
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    process.stderr.write(
      'error: chipkb is not built yet\nRun `npm run build` in its folder, or `npm run dev -- <args>`.\n',
    );
    process.exitCode = 1;
  }
}

module.exports = { builtFile, loaded, start };
if (require.main === module) {
  process.on('exit', keep);
  start();
}
