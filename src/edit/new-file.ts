/** The text of new data files. */
import { join } from 'node:path';
import type { FILE_SCHEMAS } from '../model/schema.ts';
import type { Draft } from './draft.ts';
import { inLines } from './layout.ts';

/** The first line of a file in a folder of the knowledge base, by which editors check it; empty where the schemas are not there. */
export const schemaLine = (draft: Draft, schema: keyof typeof FILE_SCHEMAS): string =>
  draft.bytes(join(draft.folder, 'schema', `${schema}.schema.json`)) === null
    ? ''
    : `# yaml-language-server: $schema=../schema/${schema}.schema.json\n`;

/** A value as a whole file, in canonical layout. */
export const yamlOf = (value: unknown): string => `${inLines(null, value, 0).join('\n')}\n`;
