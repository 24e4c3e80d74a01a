/** Where a knowledge base keeps what a writer leaves for others: its lock and its journal. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The folder, inside a knowledge base, of its lock and its journal. It is there only while something is written. */
export const STATE_FOLDER = '.chipkb';

/** The journal of a change of several files. */
export const journalOf = (folder: string): string => join(folder, STATE_FOLDER, 'journal.json');

/** Whether a change of the knowledge base was begun and not yet finished. */
export const isUnfinished = (folder: string): boolean => existsSync(journalOf(folder));
