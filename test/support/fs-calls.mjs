/** Puts a function before every synchronous call of node:fs. Plain JavaScript, because Node 20 loads it without a compiler. */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const WRITES = [
  'appendFileSync',
  'chmodSync',
  'chownSync',
  'copyFileSync',
  'cpSync',
  'fchmodSync',
  'fsyncSync',
  'ftruncateSync',
  'linkSync',
  'mkdirSync',
  'mkdtempSync',
  'renameSync',
  'rmSync',
  'rmdirSync',
  'symlinkSync',
  'truncateSync',
  'unlinkSync',
  'utimesSync',
  'writeFileSync',
  'writeSync',
];

const READS = [
  'accessSync',
  'existsSync',
  'fstatSync',
  'lstatSync',
  'opendirSync',
  'readFileSync',
  'readSync',
  'readdirSync',
  'readlinkSync',
  'realpathSync',
  'statSync',
];

const { O_WRONLY, O_RDWR, O_CREAT } = fs.constants;

/** Whether a call changes the disk or waits for it. `openSync` does if it opens a file for writing. */
function isWrite(name, flags) {
  if (name !== 'openSync') return WRITES.includes(name);
  return typeof flags === 'number'
    ? (flags & (O_WRONLY | O_RDWR | O_CREAT)) !== 0
    : /[wa+]/.test(flags ?? 'r');
}

/**
 * Calls `instead` with each call that writes, or with each that reads; it may call `real`, or throw. Calls within a call, as Node
 * 20 makes them, are not reported. Returns a function that ends this.
 */
export function interceptFs(kind, instead) {
  const originals = new Map();
  let isInside = false;
  for (const name of ['openSync', ...(kind === 'write' ? WRITES : READS)]) {
    const real = fs[name];
    originals.set(name, real);
    const wrapped = (...args) => {
      if (isInside || isWrite(name, args[1]) !== (kind === 'write')) return real(...args);
      isInside = true;
      try {
        return instead(name, args, () => real(...args));
      } finally {
        isInside = false;
      }
    };
    fs[name] = Object.assign(wrapped, real);
  }
  syncBuiltinESMExports();
  return () => {
    for (const [name, real] of originals) fs[name] = real;
    syncBuiltinESMExports();
  };
}
