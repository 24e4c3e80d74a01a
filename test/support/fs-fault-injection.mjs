/**
 * Loaded before the program: counts every call that changes the disk or waits for it, and at one of them does harm.
 * FAULT is `count:<file>`, `kill:<n>`, `half:<n>` (a write that ends midway), or an error code such as `ENOSPC:<n>`.
 */
import fs, { openSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const [kind, value] = (process.env.FAULT ?? '').split(/:(.*)/);
const list = kind === 'count' ? openSync(value, 'a') : null;
let calls = 0;

/** Ends the process as a power cut would: nothing after this runs. */
function die() {
  process.kill(process.pid, 'SIGKILL');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

function fail(name, code) {
  throw Object.assign(new Error(`${code}: by intent, ${name}`), { code, syscall: name });
}

const changes = (name, args) =>
  name !== 'openSync' || (args[1] !== undefined && args[1] !== 'r' && typeof args[1] === 'string');

for (const name of [
  'openSync',
  'writeSync',
  'writeFileSync',
  'fsyncSync',
  'renameSync',
  'unlinkSync',
  'rmSync',
  'rmdirSync',
  'mkdirSync',
  'chmodSync',
  'chownSync',
]) {
  const real = fs[name];
  fs[name] = (...args) => {
    if (!changes(name, args)) return real(...args);
    calls++;
    if (list !== null) fs.writevSync(list, [Buffer.from(`${name}\n`)]);
    else if (calls === Number(value)) {
      if (kind === 'kill') die();
      if (kind === 'half' && name === 'writeSync') {
        real(args[0], args[1].subarray(0, args[1].length / 2));
        die();
      }
      if (kind.startsWith('E')) fail(name, kind);
    }
    return real(...args);
  };
}
syncBuiltinESMExports();
