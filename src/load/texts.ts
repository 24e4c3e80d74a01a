/** The texts of the sources: their folder, their content, and the position of each quote. */
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import type { Authored, AuthoredSourceFile, EvidenceState, LoadedText } from '../model/authored.ts';
import { errorAt, type Finding } from '../model/finding.ts';
import { isInside } from '../model/is-inside.ts';
import { quoteIndex } from '../model/quote-index.ts';
import type { AuthoredKb, AuthoredQuote, AuthoredSource } from '../model/schema.ts';
import { findQuote, lineStarts } from '../model/selector.ts';
import { sha256 } from '../model/sha256.ts';
import type { Files } from './files.ts';
import { type Receipts, receiptKey } from './receipts.ts';

/** The folder of the texts. It must be inside the knowledge base or its parent folder; otherwise null, with a finding. */
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
  const message = 'the folder of the texts must be in the folder of the knowledge base or next to it';
  findings.push(errorAt('folder', message, kb.place(['texts'])));
  return null;
}

/** A path without links. If it does not exist yet, the links in the nearest existing parent are resolved. */
export function resolveSymlinks(files: Pick<Files, 'real'>, path: string): string {
  const real = files.real(path);
  if (real !== null || dirname(path) === path) return real ?? path;
  return join(resolveSymlinks(files, dirname(path)), basename(path));
}

/** The text of a source; null, with a finding, if it is missing or can't be used. */
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
    findings.push(errorAt('text', message, source.place(['text']), hint));
  if (isAbsolute(name) || !isInside(texts, resolve(texts, name))) {
    fault(`“${name}” leads out of the folder of the texts; nothing outside it is read`);
    return null;
  }
  const result = files.read(texts, name);
  if ('bytes' in result) {
    const { text, bytes } = result;
    return { text, sha256: sha256(bytes), starts: lineStarts(text) };
  }
  if ('fault' in result) fault(`the text “${name}” ${result.fault}`);
  else if (files.real(texts) === null && hasReceipt(source.value, receipts)) {
    const message = `the text “${name}” is missing; its quotes were checked when the package was built`;
    findings.push({
      level: 'info',
      rule: 'text',
      message,
      hint: null,
      record: source.value.id,
      place: source.place(['text']),
    });
  } else fault(`the text “${name}” is missing, so its quotes can't be checked`, `Put it into ${shown}.`);
  return null;
}

/** All evidence of a source: of claims, of remarks, and of sentences marked as read. */
export function* evidenceOf(source: AuthoredSource): Generator<AuthoredQuote> {
  for (const statement of [...source.edges, ...(source.remarks ?? [])]) yield* statement.evidence;
  yield* source.read ?? [];
}

function hasReceipt(source: AuthoredSource, receipts: () => Receipts): boolean {
  for (const evidence of evidenceOf(source)) {
    if (receipts().has(receiptKey(source.sha256, source.extent, evidence))) return true;
  }
  return false;
}

/** The position of each quote of a source: in its text, or from its receipt if the text is missing. */
export function locateEvidence(
  source: AuthoredSource,
  text: LoadedText | null,
  receipts: () => Receipts,
): AuthoredSourceFile['evidence'] {
  const states = new Map<AuthoredQuote, EvidenceState>();
  const findAll = text && quoteIndex(text.text);
  for (const evidence of evidenceOf(source)) {
    if (text !== null && findAll !== null) {
      states.set(evidence, findQuote(text.text, text.starts, source.extent, evidence, findAll));
      continue;
    }
    const position = receipts().get(receiptKey(source.sha256, source.extent, evidence));
    states.set(evidence, position ? { state: 'found-when-built', position } : { state: 'unread' });
  }
  return states;
}
