/** Loads a folder of YAML as authored records, and collects what is wrong with the files. Bad data throws nothing. */
import { join } from 'node:path';
import { type AnySourceFile, type Authored, type AuthoredRecords, tableFile } from '../model/authored.ts';
import { errorAt, type Finding, shownPath, wholeFile } from '../model/finding.ts';
import { once } from '../model/once.ts';
import {
  type AuthoredEntity,
  type AuthoredKb,
  FILE_SCHEMAS,
  FORMAT,
  SOURCE_SCHEMAS,
} from '../model/schema.ts';
import { diskFiles, type Files } from './files.ts';
import { type Receipts, readReceipts } from './receipts.ts';
import { locateEvidence, readText, textsFolder } from './texts.ts';
import { validate } from './validate-schema.ts';
import { parseYaml, type YamlFile } from './yaml-file.ts';

/** The records that could be read, and the findings of reading them. */
export interface Loaded {
  records: AuthoredRecords;
  findings: Finding[];
  /** The folder of the texts; null if kb.yaml can't be used. */
  texts: string | null;
}

export interface LoadOptions {
  /** The folder of kb.yaml; absolute. */
  folder: string;
  /** The folder that paths in findings are relative to; absolute. */
  shownFrom: string;
  /** The file of receipts; read only if a text is missing. */
  receiptsFile: string;
  /** The disk by default. */
  files?: Files;
}

/** kb.yaml and the names of the other files, before those are read. */
export interface KbFiles {
  kb: Authored<AuthoredKb> | null;
  /** The folder of the texts; null if kb.yaml can't be used. */
  texts: string | null;
  /** The files of entities and of sources, relative to kb.yaml, in reading order. */
  entityFiles: string[];
  sourceFiles: string[];
  findings: Finding[];
}

/** Reads the files of a knowledge base, and nothing outside its folder and the folder of its texts. */
export class Loader {
  readonly #folder: string;
  readonly #files: Files;
  readonly #show: (path: string) => string;
  readonly #receipts: () => Receipts;
  #format: number | null = null;

  constructor({ folder, shownFrom, receiptsFile, files = diskFiles }: LoadOptions) {
    this.#folder = folder;
    this.#files = files;
    this.#show = (path) => shownPath(path, shownFrom);
    this.#receipts = once(() => readReceipts(receiptsFile));
  }

  open(): KbFiles {
    const opened: KbFiles = { kb: null, texts: null, entityFiles: [], sourceFiles: [], findings: [] };
    const { findings } = opened;
    const folder = this.#folder;
    const missing = this.#files.folderFault(folder);
    if (missing !== null) {
      const hint = 'Name a folder that contains kb.yaml with --data, or in CHIPKB_DATA.';
      findings.push(this.#fault(folder, missing, hint));
      return opened;
    }
    const file = this.#read('kb.yaml', findings);
    if (file === null) {
      const hint = 'A knowledge base is a folder with kb.yaml, entities/ and sources/.';
      findings.push(this.#fault(folder, 'the folder contains no kb.yaml', hint));
      return opened;
    }
    opened.kb = authored('kb.yaml', file, validate(file, FILE_SCHEMAS.kb, findings));
    this.#format = opened.kb?.value.format ?? null;
    opened.entityFiles = this.#filesIn('entities', findings);
    opened.texts = opened.kb && textsFolder(this.#files, folder, opened.kb, findings);
    opened.sourceFiles = this.#filesIn('sources', findings);
    return opened;
  }

  /** The entities of one file. */
  entities(name: string, findings: Finding[]): Authored<AuthoredEntity>[] {
    const file = this.#read(name, findings);
    if (file === null) return [];
    return (validate(file, FILE_SCHEMAS.entities, findings) ?? []).map((value, index) => ({
      value,
      origin: { file: name, path: [index] },
      place: (path = [], what) => file.locate([index, ...path], what),
    }));
  }

  /** One source with its text and the positions of its quotes; null if the file can't be used. */
  source(name: string, texts: string | null, findings: Finding[]): AnySourceFile | null {
    const file = this.#read(name, findings);
    if (file === null) return null;
    const stem = name.slice('sources/'.length, -'.yaml'.length);
    if (isOfTables(file.value)) {
      const tables = authored(name, file, validate(file, SOURCE_SCHEMAS.tables, findings));
      if (this.#format !== null && this.#format < FORMAT) {
        const message = `tables need format ${FORMAT}, but kb.yaml has format ${this.#format}`;
        const place = file.locate(['repository'], 'key');
        findings.push(errorAt('format', message, place, `Write \`format: ${FORMAT}\` in kb.yaml.`));
      }
      return tables && tableFile(tables, stem);
    }
    const source = authored(name, file, validate(file, SOURCE_SCHEMAS.text, findings));
    if (source === null) return null;
    const text =
      texts === null
        ? null
        : readText(this.#files, texts, this.#show(texts), source, this.#receipts, findings);
    return { ...source, stem, text, evidence: locateEvidence(source.value, text, this.#receipts) };
  }

  #read(name: string, findings: Finding[]): YamlFile | null {
    const path = join(this.#folder, name);
    const result = this.#files.read(this.#folder, name);
    if ('absent' in result) return null;
    if ('fault' in result) findings.push(this.#fault(path, `the file ${result.fault}`));
    else if (result.text.startsWith('\uFEFF'))
      findings.push(this.#fault(path, 'the file starts with a byte order mark', 'Save it without one.'));
    else {
      const file = parseYaml(this.#show(path), result.text);
      findings.push(...file.findings);
      return file;
    }
    const place = wholeFile(this.#show(path));
    return { name: place.file, value: undefined, findings: [], locate: () => place };
  }

  #filesIn(name: string, findings: Finding[]): string[] {
    const names = this.#files.list(this.#folder, name);
    if (names === null) return [];
    if ('fault' in names) {
      findings.push(this.#fault(join(this.#folder, name), `the folder ${names.fault}`));
      return [];
    }
    return names.filter((file) => file.endsWith('.yaml')).map((file) => join(name, file));
  }

  #fault(path: string, message: string, hint: string | null = null): Finding {
    return errorAt('folder', message, wholeFile(this.#show(path)), hint);
  }
}

/** True if no finding of a load says that a record could not be read. */
export const areReadable = (findings: readonly Finding[]): boolean =>
  findings.every(({ rule }) => rule === 'text' || rule === 'format');

/** Loads a knowledge base. */
export function loadKb(options: LoadOptions): Loaded {
  const loader = new Loader(options);
  const { kb, texts, entityFiles, sourceFiles, findings } = loader.open();
  const entities = entityFiles.flatMap((name) => loader.entities(name, findings));
  const read = sourceFiles.flatMap((name) => loader.source(name, texts, findings) ?? []);
  const sources = read.flatMap((file) => ('cells' in file ? [] : [file]));
  const tables = read.flatMap((file) => ('cells' in file ? [file] : []));
  const isComplete = kb !== null && areReadable(findings);
  return { records: { kb, entities, sources, tables, isComplete }, findings, texts };
}

/** The folder of the texts, from kb.yaml alone; null if that can't be used. */
export function findTexts({ folder, files = diskFiles }: LoadOptions): string | null {
  const result = files.read(folder, 'kb.yaml');
  if (!('text' in result)) return null;
  const file = parseYaml('kb.yaml', result.text);
  const kb = authored('kb.yaml', file, validate(file, FILE_SCHEMAS.kb, []));
  return kb && textsFolder(files, folder, kb, []);
}

/** Whether a file in sources/ is meant as tables: only those name a repository. */
const isOfTables = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, 'repository');

const authored = <T>(name: string, file: YamlFile, value: T | null): Authored<T> | null =>
  value === null
    ? null
    : { value, origin: { file: name, path: [] }, place: (path = [], what) => file.locate(path, what) };
