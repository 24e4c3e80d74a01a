/** A folder of YAML -> authored records, with every fault of form found on the way. Throws nothing for bad data. */
import { join } from 'node:path';
import type { Authored, AuthoredRecords } from '../model/authored.ts';
import { type Finding, shownPath, wholeFile } from '../model/finding.ts';
import { FILE_SCHEMAS } from '../model/schema.ts';
import { diskFiles, type Files } from './files.ts';
import { type Receipts, readReceipts } from './receipts.ts';
import { shapeOf } from './shape.ts';
import { locateEvidence, readText, textsFolder } from './texts.ts';
import { parseYaml, type YamlFile } from './yaml-file.ts';

/** What a load gives: the records that could be read, and every fault of form. */
export interface Loaded {
  records: AuthoredRecords;
  findings: Finding[];
  /** The folder of the texts; null where kb.yaml can't be used. */
  texts: string | null;
}

/** Where to load from. */
export interface LoadOptions {
  /** The folder that holds kb.yaml; absolute. */
  folder: string;
  /** The folder that the names of files are shown from; absolute. */
  shownFrom: string;
  /** The file of receipts for texts that are not here; read only where one is not. */
  receiptsFile: string;
  /** Where the files come from; the disk unless told. */
  files?: Files;
}

/** Loads a knowledge base. Reads nothing outside its folder and the folder of its texts. */
export function loadKb({ folder, shownFrom, receiptsFile, files = diskFiles }: LoadOptions): Loaded {
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

  const missing = files.folderFault(folder);
  if (missing !== null) {
    fault(folder, missing, 'Name a folder that holds kb.yaml with --data, or in CHIPKB_DATA.');
    return { records, findings, texts: null };
  }

  const readYaml = (name: string): YamlFile | null => {
    const path = join(folder, name);
    const result = files.read(folder, name);
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
    const names = files.list(folder, name);
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
    return { records, findings, texts: null };
  }
  records.kb = authored('kb.yaml', kbFile, shapeOf(kbFile, FILE_SCHEMAS.kb, findings));

  for (const name of filesOf('entities')) {
    const file = readYaml(name);
    if (file === null) continue;
    const { locate } = file;
    const list = shapeOf(file, FILE_SCHEMAS.entities, findings);
    for (const [index, value] of (list ?? []).entries()) {
      const origin = { file: name, path: [index] };
      records.entities.push({ value, origin, place: (path = [], what) => locate([index, ...path], what) });
    }
  }

  const texts = records.kb && textsFolder(files, folder, records.kb, findings);
  for (const name of filesOf('sources')) {
    const file = readYaml(name);
    const source = file && authored(name, file, shapeOf(file, FILE_SCHEMAS.source, findings));
    if (source === null) continue;
    const stem = name.slice('sources/'.length, -'.yaml'.length);
    const text = texts === null ? null : readText(files, texts, show(texts), source, receipts, findings);
    records.sources.push({ ...source, stem, text, evidence: locateEvidence(source.value, text, receipts) });
  }
  records.isComplete = findings.every(({ rule }) => rule === 'text');
  return { records, findings, texts };
}

/** The folder of the texts, by kb.yaml alone; null where that can't be read. */
export function findTexts({ folder, files = diskFiles }: LoadOptions): string | null {
  const result = files.read(folder, 'kb.yaml');
  if (!('text' in result)) return null;
  const file = parseYaml('kb.yaml', result.text);
  const kb = authored('kb.yaml', file, shapeOf(file, FILE_SCHEMAS.kb, []));
  return kb && textsFolder(files, folder, kb, []);
}

const authored = <T>(name: string, file: YamlFile, value: T | null): Authored<T> | null =>
  value === null
    ? null
    : { value, origin: { file: name, path: [] }, place: (path = [], what) => file.locate(path, what) };
