/** Reads proposals from bytes. */
import { readProposals as readDocument } from '../load/proposals.ts';
import { decodeUtf8 } from '../load/read-file.ts';
import { fail } from '../model/errors.ts';
import type { ProposalDocument } from '../model/proposals.ts';

/** Reads a YAML or JSON document of proposals. Throws a usage error if it is not UTF-8. */
export const readProposals = (name: string, bytes: Uint8Array): ProposalDocument =>
  readDocument(name, textOf(name, bytes));

/** The text of a file, without a byte order mark. */
function textOf(name: string, bytes: Uint8Array): string {
  const decoded = decodeUtf8(bytes);
  if (!('text' in decoded)) throw fail.usage(`${name} ${'fault' in decoded ? decoded.fault : ''}`);
  return decoded.text.replace(/^\uFEFF/, '');
}
