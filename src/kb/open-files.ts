/** Opens a knowledge base by loading its files. */
import { join, relative } from 'node:path';
import { diskFiles } from '../load/files.ts';
import { gitRevision, type RevisionFault } from '../load/git-files.ts';
import type { Loaded, LoadOptions } from '../load/load-kb.ts';
import { toRecords } from '../load/to-records.ts';
import { type Finding, hasError } from '../model/finding.ts';
import type { StoreRecords } from '../model/records.ts';
import { memoryStore } from '../store/memory/memory-store.ts';
import type { Store } from '../store/store.ts';
import { encodeCompiled } from './cache/compiled.ts';
import { fileFingerprint, type Inputs } from './cache/inputs.ts';
import { fingerprintedInputs, hashedInputs, type ReadLog, trackReads } from './cache/track-inputs.ts';
import { loadAndCheck, loadAndCheckForErrors } from './load-and-check.ts';
import { type OpenOptions, readConsistently } from './write/consistent-read.ts';

/** A knowledge base without errors. */
export interface OpenedFiles {
  store: Store;
  /** The content of the cache for it; `build` identifies the program. */
  compile(build: string): Buffer;
}

/** Opens a knowledge base without errors; otherwise returns its findings. */
export const openKb = (options: OpenOptions): OpenedFiles | { findings: Finding[] } =>
  readConsistently(options, () => {
    const { folder, receiptsFile } = options;
    const receipts = fileFingerprint(receiptsFile);
    const { loaded, log } = loadTracked(options);
    if (hasError(loaded.findings)) return { findings: loaded.findings };
    const records = toRecords(loaded.records);
    // Receipts are used only if a text is missing.
    if (loaded.records.sources.some(({ text }) => text === null))
      log.files.push({ path: relative(folder, receiptsFile), fingerprint: receipts, bytes: null });
    return {
      store: memoryStore(records),
      compile: (build) => compiled(loaded, records, { build, folder }, folder, fingerprintedInputs(log)),
    };
  });

/**
 * Compiles the bundled data, for any place where its files have the same content.
 * @throws Error if the data has errors.
 */
export function compileBundled(options: LoadOptions, build: string): Buffer {
  const { loaded, log } = loadTracked(options);
  const fault = loaded.findings.find(({ level }) => level === 'error');
  if (fault) throw new Error(`the data has errors, see \`npm run check:data\`: ${fault.message}`);
  const records = toRecords(loaded.records);
  return compiled(loaded, records, { build, folder: null }, options.folder, hashedInputs(log));
}

function loadTracked(options: LoadOptions): { loaded: Loaded; log: ReadLog } {
  const { files, log } = trackReads(options.files ?? diskFiles, options.folder);
  return { loaded: loadAndCheckForErrors({ ...options, files }), log };
}

function compiled(
  { records: { sources }, texts }: Loaded,
  records: StoreRecords,
  origin: { build: string; folder: string | null },
  folder: string,
  inputs: Inputs,
): Buffer {
  const textFiles = sources.flatMap(({ value, text }) =>
    text && texts !== null ? [[value.id, relative(folder, join(texts, value.text))] as const] : [],
  );
  return encodeCompiled({ ...origin, inputs, texts: textFiles }, records);
}

/** If one of these rules fails, an id may belong to no record or to several, so records can't be matched. */
const RULES_OF_IDS: readonly string[] = ['reference', 'unique-id'];

/** A store and the errors that it tolerates; or all findings, if the errors leave no records to compare. */
export type OpenedLenient = { store: Store; errors: Finding[] } | { findings: Finding[] };

/** Opens a knowledge base for comparison: it may have errors if every file can be read and every id names one record. */
export const openLenient = (options: OpenOptions): OpenedLenient =>
  readConsistently(options, () => toLenientStore(loadAndCheck(options)));

function toLenientStore({ records, findings }: Loaded): OpenedLenient {
  const errors = findings.filter(({ level }) => level === 'error');
  if (!records.isComplete || errors.some(({ rule }) => RULES_OF_IDS.includes(rule))) return { findings };
  return { store: memoryStore(toRecords(records)), errors };
}

/** Opens a git revision of a knowledge base for comparison; findings name the files as git does. */
export function openRevision(
  { folder, receiptsFile }: LoadOptions,
  name: string,
  env: ReadonlyMap<string, string>,
): OpenedLenient | RevisionFault {
  const revision = gitRevision(folder, name, env);
  if ('fault' in revision) return revision;
  const { files, repository } = revision;
  const opened = toLenientStore(
    loadAndCheck({ folder: revision.folder, shownFrom: repository, receiptsFile, files }),
  );
  if (!('findings' in opened)) return opened;
  const findings = opened.findings.map((finding) => ({
    ...finding,
    place: { ...finding.place, file: `${name}:${finding.place.file}` },
  }));
  return { findings };
}
