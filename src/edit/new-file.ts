/** The text of new data files. */
import { join } from 'node:path';
import type { Draft } from './draft.ts';
import { type FileKind, formatYaml } from './format.ts';
import { inLines, itemInLines } from './layout.ts';

/** The first line of a data file, which names its schema for editors; empty if the knowledge base has no schemas. */
export const schemaLine = (draft: Draft, schema: FileKind): string =>
  draft.bytes(join(draft.folder, 'schema', `${schema}.schema.json`)) === null
    ? ''
    : `# yaml-language-server: $schema=../schema/${schema}.schema.json\n`;

/** A value as a whole YAML file, formatted. */
export const yamlOf = (value: unknown): string => `${inLines(null, value, 0).join('\n')}\n`;

/** The text of a new file of entities, or of a source. */
export const newFile = (draft: Draft, kind: FileKind, value: unknown): string =>
  formatYaml(`${schemaLine(draft, kind)}${yamlOf(value)}`, kind);

/** The lines of an item of a list in a field of the file, formatted. */
export const itemLines = (value: unknown): string[] =>
  itemInLines(null, value, 2).map((line) => (line === '' ? '' : `  ${line}`));
