/** The texts of the sources: where they may lie, what they hold, and where each quote stands in them. */
import { createHash } from 'node:crypto';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import type { Authored, AuthoredSourceFile, EvidenceState, LoadedText } from '../model/authored.ts';
import type { Finding } from '../model/finding.ts';
import { isInside } from '../model/is-inside.ts';
import { quoteIndex } from '../model/quote-index.ts';
import type { AuthoredEvidence, AuthoredKb, AuthoredSource } from '../model/schema.ts';
import { findQuote, lineStarts } from '../model/selector.ts';
import type { Files } from './files.ts';
import { type Receipts, receiptKey } from './receipts.ts';

/** The folder of the texts; null, with a finding, where it would lead away from the knowledge base. */
export function textsFolder(
  files: Files,
  folder: string,
  kb: Authored<AuthoredKb>,
  findings: Finding[],
): string | null {
  const home = files.real(folder) ?? folder;
  const around = dirname(home);
  const texts = resolve(home, kb.value.texts ?? 'seeds');
  const fits = isInside(around, texts) && texts !== around && isInside(around, resolveSymlinks(files, texts));
  if (fits) return texts;
  const message = 'the folder of the texts must lie inside the knowledge base or beside it';
  findings.push({
    level: 'error',
    rule: 'folder',
    message,
    hint: null,
    record: null,
    place: kb.place(['texts']),
  });
  return null;
}

/** Where a path leads, links followed: of what is not there yet, by the nearest folder that is. */
export function resolveSymlinks(files: Pick<Files, 'real'>, path: string): string {
  const real = files.real(path);
  if (real !== null || dirname(path) === path) return real ?? path;
  return join(resolveSymlinks(files, dirname(path)), basename(path));
}

/** The text of a source; null where it is not here or can't be used, with a finding that says so. */
export function readText(
  files: Files,
  texts: string,
  shown: string,
  source: Authored<AuthoredSource>,
  receipts: () => Receipts,
  findings: Finding[],
): LoadedText | null {
  const name = source.value.text;
  const fault = (message: string, hint: string | null = null) =>
    findings.push({
      level: 'error',
      rule: 'text',
      message,
      hint,
      record: null,
      place: source.place(['text']),
    });
  if (isAbsolute(name) || !isInside(texts, resolve(texts, name))) {
    fault(`“${name}” leads out of the folder of the texts; nothing outside it is read`);
    return null;
  }
  const result = files.read(texts, name);
  if ('bytes' in result) {
    const { text, bytes } = result;
    return { text, sha256: createHash('sha256').update(bytes).digest('hex'), starts: lineStarts(text) };
  }
  if ('fault' in result) fault(`the text “${name}” ${result.fault}`);
  else if (files.real(texts) === null && hasReceipt(source.value, receipts)) {
    const message = `the text “${name}” is not here; its quotes were verified when the package was built`;
    findings.push({
      level: 'info',
      rule: 'text',
      message,
      hint: null,
      record: source.value.id,
      place: source.place(['text']),
    });
  } else fault(`the text “${name}” is not here, so no quote of it can be verified`, `Put it into ${shown}.`);
  return null;
}

/** Every passage of a source: of edges, of remarks, and of what was read and states nothing. */
export function* evidenceOf(source: AuthoredSource): Generator<AuthoredEvidence> {
  for (const statement of [...source.edges, ...(source.remarks ?? [])]) yield* statement.evidence;
  yield* source.read ?? [];
}

function hasReceipt(source: AuthoredSource, receipts: () => Receipts): boolean {
  for (const evidence of evidenceOf(source)) {
    if (receipts().has(receiptKey(source.sha256, source.extent, evidence))) return true;
  }
  return false;
}

/** Where each quote of a source stands: in its text, or by its receipt where the text is not here. */
export function locateEvidence(
  source: AuthoredSource,
  text: LoadedText | null,
  receipts: () => Receipts,
): AuthoredSourceFile['evidence'] {
  const states = new Map<AuthoredEvidence, EvidenceState>();
  const places = text && quoteIndex(text.text);
  for (const evidence of evidenceOf(source)) {
    if (text !== null && places !== null) {
      states.set(evidence, findQuote(text.text, text.starts, source.extent, evidence, places));
      continue;
    }
    const position = receipts().get(receiptKey(source.sha256, source.extent, evidence));
    states.set(evidence, position ? { state: 'found-when-built', position } : { state: 'unread' });
  }
  return states;
}
