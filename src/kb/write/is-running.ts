import { kill } from 'node:process';

/** True if a process with this id runs on this machine. Another process may have the id of one that has ended. */
export function isRunning(process: number): boolean {
  try {
    return kill(process, 0);
  } catch (error) {
    // The process exists, but belongs to another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
