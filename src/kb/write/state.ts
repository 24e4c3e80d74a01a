/** Where a knowledge base keeps its lock and its journal. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The folder for the lock and the journal, inside the knowledge base. It exists only during a write, or after an interrupted one. */
export const STATE_FOLDER = '.chipkb';

/** The journal of a change of several files. */
export const journalOf = (folder: string): string => join(folder, STATE_FOLDER, 'journal.json');

/** True if a change of several files was started and not finished. */
export const isUnfinished = (folder: string): boolean => existsSync(journalOf(folder));
