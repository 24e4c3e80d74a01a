/** Reads a mapping: the head of a table source, as a person writes it. */
import { decodeUtf8 } from '../../load/read-file.ts';
import { validate } from '../../load/validate-schema.ts';
import { parseYaml } from '../../load/yaml-file.ts';
import { fail } from '../../model/errors.ts';
import type { Finding, Place } from '../../model/finding.ts';
import { MAPPING_SCHEMA, type TableMapping } from '../../model/schema.ts';

/** A mapping with the places of its parts. */
export interface MappingFile {
  name: string;
  value: TableMapping;
  place(path?: readonly (string | number)[], what?: 'value' | 'key'): Place;
}

/** Reads a mapping. Throws a usage error if it is not UTF-8, and `would-be-invalid` with what is wrong with it. */
export function readMapping(name: string, bytes: Uint8Array): MappingFile {
  const decoded = decodeUtf8(bytes);
  if (!('text' in decoded)) throw fail.usage(`${name} ${'fault' in decoded ? decoded.fault : ''}`);
  const file = parseYaml(name, decoded.text);
  const findings: Finding[] = [...file.findings];
  const value = validate(file, MAPPING_SCHEMA, findings);
  if (value === null)
    throw fail.invalidProposals(`${name} is not a valid mapping`, findings, 'Nothing was written.');
  return { name, value, place: (path = [], what) => file.locate(path, what) };
}

/** True for the text of a mapping or a table source: only those name a repository at the top. */
export function isMapping(bytes: Uint8Array): boolean {
  const decoded = decodeUtf8(bytes);
  return (
    'text' in decoded &&
    ['repository', 'files', 'tables'].every((key) => `\n${decoded.text}`.includes(`\n${key}:`))
  );
}
