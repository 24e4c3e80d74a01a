/** Reads proposals from bytes. */
import { parseCsvEntities } from '../load/csv-entities.ts';
import { asEntities, parseProposals, proposalsOf } from '../load/proposals.ts';
import { decodeUtf8 } from '../load/read-file.ts';
import { parseYaml } from '../load/yaml-file.ts';
import { fail } from '../model/errors.ts';
import type { ProposalDocument } from '../model/proposals.ts';

/** Reads a YAML or JSON document of proposals. Throws a usage error if it is not UTF-8. */
export const readProposals = (name: string, bytes: Uint8Array): ProposalDocument =>
  parseProposals(name, textOf(name, bytes));

/** Reads a CSV or TSV file, a YAML list or a document of proposals as proposed entities. Throws a usage error if it is not UTF-8. */
export function readProposedEntities(name: string, bytes: Uint8Array): ProposalDocument {
  const text = textOf(name, bytes);
  // Standard input has no name; no YAML or JSON starts with a word and a separator.
  const isCsv = /\.[ct]sv$/i.test(name) || /^"?[a-z]+"?[,;\t]/.test(text);
  const file = isCsv ? parseCsvEntities(name, text) : parseYaml(name, text);
  return proposalsOf(Array.isArray(file.value) || isCsv ? asEntities(file) : file);
}

/** The text of a file, without a byte order mark. */
function textOf(name: string, bytes: Uint8Array): string {
  const decoded = decodeUtf8(bytes);
  if (!('text' in decoded)) throw fail.usage(`${name} ${'fault' in decoded ? decoded.fault : ''}`);
  return decoded.text.replace(/^\uFEFF/, '');
}
