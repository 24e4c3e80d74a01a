/** The text of new data files. */
import { join } from 'node:path';
import type { Draft } from './draft.ts';
import { type FileKind, formatted } from './format.ts';
import { inLines, itemInLines } from './layout.ts';

/** The first line of a file in a folder of the knowledge base, by which editors check it; empty where the schemas are not there. */
export const schemaLine = (draft: Draft, schema: FileKind): string =>
  draft.bytes(join(draft.folder, 'schema', `${schema}.schema.json`)) === null
    ? ''
    : `# yaml-language-server: $schema=../schema/${schema}.schema.json\n`;

/** A value as a whole file, in canonical layout. */
export const yamlOf = (value: unknown): string => `${inLines(null, value, 0).join('\n')}\n`;

/** The text of a new file of entities or of a source, in canonical layout. */
export const newFile = (draft: Draft, kind: FileKind, value: unknown): string =>
  formatted(`${schemaLine(draft, kind)}${yamlOf(value)}`, kind);

/** The lines of one more item of a list under a field of the file, in canonical layout. */
export const itemLines = (value: unknown): string[] =>
  itemInLines(null, value, 2).map((line) => (line === '' ? '' : `  ${line}`));
