/** A folder of YAML -> authored records, with every fault of form found on the way. Throws nothing for bad data. */
import { createHash } from 'node:crypto';
import { realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import type {
  Authored,
  AuthoredRecords,
  AuthoredSourceFile,
  EvidenceState,
  SourceText,
} from '../model/authored.ts';
import { type Finding, shownPath, wholeFile } from '../model/finding.ts';
import type { AuthoredEvidence, AuthoredKb, AuthoredSource } from '../model/schema.ts';
import { FILE_SCHEMAS } from '../model/schema.ts';
import { findQuote, lineStarts } from '../model/selector.ts';
import { isInside, listInside, readInside } from './read-file.ts';
import { type Receipts, readReceipts, receiptKey } from './receipts.ts';
import { shapeOf } from './shape.ts';
import { parseYaml, type YamlFile } from './yaml-file.ts';

/** What a load gives: the records that could be read, and every fault of form. */
export interface Loaded {
  records: AuthoredRecords;
  findings: Finding[];
}

/** Where to load from. */
export interface LoadOptions {
  /** The folder that holds kb.yaml; absolute. */
  folder: string;
  /** The folder that the names of files are shown from; absolute. */
  shownFrom: string;
  /** The file of receipts for texts that are not here; read only where one is not. */
  receiptsFile: string;
}

/** Loads a knowledge base. Reads nothing outside its folder and the folder of its texts. */
export function loadKb({ folder, shownFrom, receiptsFile }: LoadOptions): Loaded {
  let known: Receipts | undefined;
  const receipts = () => {
    known ??= readReceipts(receiptsFile);
    return known;
  };
  const findings: Finding[] = [];
  const records: AuthoredRecords = { kb: null, entities: [], sources: [], isComplete: false };
  const show = (path: string) => shownPath(path, shownFrom);
  const fault = (path: string, message: string, hint: string | null = null) =>
    findings.push({
      level: 'error',
      rule: 'folder',
      message,
      hint,
      record: null,
      place: wholeFile(show(path)),
    });

  const missing = folderFault(folder);
  if (missing !== null) {
    fault(folder, missing, 'Name a folder that holds kb.yaml with --data, or in CHIPKB_DATA.');
    return { records, findings };
  }

  const readYaml = (name: string): YamlFile | null => {
    const path = join(folder, name);
    const result = readInside(folder, name);
    if ('absent' in result) return null;
    if ('fault' in result) fault(path, `the file ${result.fault}`);
    else if (result.text.startsWith('\uFEFF'))
      fault(path, 'the file starts with a byte order mark', 'Save it without one.');
    else {
      const file = parseYaml(show(path), result.text);
      findings.push(...file.findings);
      return file;
    }
    return { name: show(path), value: undefined, findings: [], locate: () => wholeFile(show(path)) };
  };
  const filesOf = (name: string): string[] => {
    const names = listInside(folder, name);
    if (names === null) return [];
    if ('fault' in names) {
      fault(join(folder, name), `the folder ${names.fault}`);
      return [];
    }
    return names.filter((file) => file.endsWith('.yaml')).map((file) => join(name, file));
  };

  const kbFile = readYaml('kb.yaml');
  if (kbFile === null) {
    fault(
      folder,
      'the folder holds no kb.yaml',
      'A knowledge base is a folder with kb.yaml, entities/ and sources/.',
    );
    return { records, findings };
  }
  records.kb = authored(kbFile, shapeOf(kbFile, FILE_SCHEMAS.kb, findings));

  for (const name of filesOf('entities')) {
    const file = readYaml(name);
    if (file === null) continue;
    const { locate } = file;
    const list = shapeOf(file, FILE_SCHEMAS.entities, findings);
    for (const [index, value] of (list ?? []).entries()) {
      records.entities.push({ value, place: (path = [], what) => locate([index, ...path], what) });
    }
  }

  const texts = records.kb && textsFolder(folder, records.kb, findings);
  for (const name of filesOf('sources')) {
    const file = readYaml(name);
    const source = file && authored(file, shapeOf(file, FILE_SCHEMAS.source, findings));
    if (source === null) continue;
    const stem = name.slice('sources/'.length, -'.yaml'.length);
    const text = texts === null ? null : readText(texts, show(texts), source, receipts, findings);
    records.sources.push({ ...source, stem, text, evidence: locateEvidence(source.value, text, receipts) });
  }
  records.isComplete = findings.every(({ rule }) => rule === 'text');
  return { records, findings };
}

const authored = <T>(file: YamlFile, value: T | null): Authored<T> | null =>
  value === null ? null : { value, place: (path = [], what) => file.locate(path, what) };

function folderFault(folder: string): string | null {
  try {
    return statSync(folder).isDirectory() ? null : 'this is not a folder';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT' || code === 'ENOTDIR') return 'there is no such folder';
    return code === 'EACCES' ? 'the folder may not be read by you' : `the folder can't be read (${code})`;
  }
}

/** The folder of the texts; null, with a finding, where it would lead away from the knowledge base. */
function textsFolder(folder: string, kb: Authored<AuthoredKb>, findings: Finding[]): string | null {
  const home = realpathSync(folder);
  const around = dirname(home);
  const texts = resolve(home, kb.value.texts ?? 'seeds');
  const real = realIfThere(texts);
  const fits = isInside(around, texts) && texts !== around && (real === null || isInside(around, real));
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

function realIfThere(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}

function readText(
  texts: string,
  shown: string,
  source: Authored<AuthoredSource>,
  receipts: () => Receipts,
  findings: Finding[],
): SourceText | null {
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
  const result = readInside(texts, name);
  if ('bytes' in result) {
    const { text, bytes } = result;
    return { text, sha256: createHash('sha256').update(bytes).digest('hex'), starts: lineStarts(text) };
  }
  if ('fault' in result) fault(`the text “${name}” ${result.fault}`);
  else if (hasReceipt(source.value, receipts)) {
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

function* evidenceOf(source: AuthoredSource): Generator<AuthoredEvidence> {
  for (const statement of [...source.edges, ...(source.remarks ?? [])]) yield* statement.evidence;
  yield* source.read ?? [];
}

function hasReceipt(source: AuthoredSource, receipts: () => Receipts): boolean {
  for (const evidence of evidenceOf(source)) {
    if (receipts().has(receiptKey(source.sha256, source.extent, evidence))) return true;
  }
  return false;
}

function locateEvidence(
  source: AuthoredSource,
  text: SourceText | null,
  receipts: () => Receipts,
): AuthoredSourceFile['evidence'] {
  const states = new Map<AuthoredEvidence, EvidenceState>();
  for (const evidence of evidenceOf(source)) {
    if (text !== null) {
      states.set(evidence, findQuote(text.text, text.starts, source.extent, evidence));
      continue;
    }
    const position = receipts().get(receiptKey(source.sha256, source.extent, evidence));
    states.set(evidence, position ? { state: 'found-when-built', position } : { state: 'unread' });
  }
  return states;
}
