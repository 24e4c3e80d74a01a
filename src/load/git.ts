/** Runs git on a repository that may be hostile: no program of the repository runs, and nothing is fetched. */
import { spawnSync } from 'node:child_process';

/** What git printed, or why it printed nothing of use; `ran` is false if the program could not be started or was stopped. */
export type GitResult = { output: Buffer } | { fault: string; ran: boolean };

/** Runs git with these arguments; more than `maxBytes` of output are a fault. */
export type Git = (args: readonly string[], maxBytes: number, input?: string) => GitResult;

/** Ends a git that hangs, in milliseconds: a planted setting can make it read a pipe. */
const GIT_TIMEOUT_MS = 2 * 60_000;

/**
 * Settings that would make git run a program of the repository. The commands used here ignore filters and aliases; `blame` must be
 * run with `--no-textconv`.
 */
const SAFE_SETTINGS = [
  '-c',
  'core.fsmonitor=false',
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'log.showSignature=false',
];

/**
 * Runs git in a folder with the settings of the user, except those that select another repository. All network protocols are off,
 * objects that are missing in a partial clone are not fetched, and no object is replaced by another.
 */
export function gitIn(folder: string, env: ReadonlyMap<string, string>): Git {
  const kept = [...env].filter(([name]) => !name.startsWith('GIT_') || name.startsWith('GIT_CONFIG_'));
  const own = {
    ...Object.fromEntries(kept),
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
  };
  return (args, maxBytes, input = '') => {
    // Arguments of a program can't contain NUL.
    if ([folder, ...args].some((arg) => arg.includes('\0')))
      return { fault: 'a name contains a NUL', ran: true };
    const { status, stdout, stderr, error } = spawnSync('git', ['-C', folder, ...SAFE_SETTINGS, ...args], {
      env: own,
      input,
      maxBuffer: maxBytes,
      timeout: GIT_TIMEOUT_MS,
      killSignal: 'SIGKILL',
    });
    if (error) return { fault: error.message, ran: false };
    if (status !== 0) return { fault: stderr.toString().trim().split('\n')[0] ?? '', ran: true };
    return { output: stdout };
  };
}
