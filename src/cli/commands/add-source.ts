/** `add source`: a received document becomes a text and the record of a source. */
import { readFileSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { addEntity, addSource, type NewSource } from '../../edit/add.ts';
import type { ImportedDocument } from '../../import/document.ts';
import { isIsoDate } from '../../model/dates.ts';
import { fail, KnownError } from '../../model/errors.ts';
import { type AuthoredEntity, ID_FORM, isId } from '../../model/schema.ts';
import type { View } from '../../render/view.ts';
import { added, missing, Names, newId } from '../apply-edit.ts';
import type { CommandContext } from '../context.ts';
import { idFrom } from '../id-from.ts';
import { openPrompts, type Prompts } from '../prompts.ts';

/** The largest document that is read, in bytes: that of a text in the load. */
const MAX_BYTES = 16 * 1024 * 1024;

export async function answerAddSource(ask: CommandContext): Promise<View> {
  const [file = ''] = ask.words;
  const document = await readDocument(ask, file);
  for (const { what } of document.dropped) ask.note(`Left out: ${what}.`);
  const names = await Names.of(ask);
  const prompts = await openPrompts(ask.io);
  const { source, publisher } = await recordOf(ask, document, names, prompts);
  return added(ask, `${source.title} (${source.id})`, `chipkb suggest ${source.id}`, (draft) => {
    if (publisher) addEntity(draft, publisher);
    addSource(draft, source, document.bytes);
  });
}

async function readDocument(ask: CommandContext, file: string): Promise<ImportedDocument> {
  const isPiped = file === '-';
  const name = isPiped ? 'standard input' : `“${file}”`;
  const bytes = isPiped ? await ask.io.readInput() : bytesOf(resolve(ask.io.cwd, file), name);
  if (bytes.length > MAX_BYTES)
    throw fail.usage(`${name} has ${bytes.length} bytes; the limit is ${MAX_BYTES}`);
  const { importDocument } = await import('../../import/document.ts');
  const document = importDocument(bytes, isPiped ? null : basename(file));
  if ('fault' in document) throw fail.usage(`${name} ${document.fault}`);
  return document;
}

function bytesOf(path: string, name: string): Uint8Array {
  try {
    // A pipe or device would be waited for, or read without end.
    const stat = statSync(path);
    if (stat.size > MAX_BYTES) throw fail.usage(`${name} has ${stat.size} bytes; the limit is ${MAX_BYTES}`);
    if (!stat.isFile()) throw fail.usage(`${name} is not a regular file`, 'A dash reads standard input.');
    return readFileSync(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') throw fail.usage(`there is no file ${name}`);
    if (code === 'EACCES') throw fail.usage(`${name} may not be read by you`);
    if (code !== undefined && !(error instanceof KnownError))
      throw fail.usage(`${name} can’t be read (${code})`);
    throw error;
  }
}

/** The record of the source, and of its publisher where that is new. */
interface NewRecords {
  source: NewSource;
  publisher: AuthoredEntity | null;
}

async function recordOf(
  ask: CommandContext,
  { proposal }: ImportedDocument,
  names: Names,
  prompts: Prompts | null,
): Promise<NewRecords> {
  const { options } = ask;
  /** What was typed, or what a person makes of the proposal, or the proposal. */
  const field = async (
    typed: string | undefined,
    question: string,
    proposed: string | null,
    check?: (answer: string) => string | undefined,
  ) => typed ?? (prompts ? await prompts.text(question, proposed, check) : proposed);

  const title =
    (await field(options.title, 'Title, as printed', proposal.title)) ??
    missing('--title', 'the document has no title');
  const publisherName =
    (await field(options.publisher, 'Publisher', proposal.publisherName)) ??
    missing('--publisher', 'the document does not name its publisher');
  const publisher = await publisherOf(names, publisherName, prompts);
  const published =
    (await field(options.published, 'Day of publication (YYYY-MM-DD)', proposal.published, (answer) =>
      isIsoDate(answer) ? undefined : 'A day is written as YYYY-MM-DD and must exist.',
    )) ?? missing('--published', 'the document prints no day that can be read');
  const id =
    (await field(options.id, 'Id of the source', proposal.id, (answer) =>
      isId(answer) ? undefined : `An id is made of ${ID_FORM}.`,
    )) ?? missing('--id', 'no id can be made of the title');
  const url = options.url ?? proposal.url;
  const basis = options.publishedBasis ?? (published === proposal.published ? proposal.publishedBasis : null);
  if (proposal.extentBasis !== null && !options.lines)
    ask.note(
      `Lines ${proposal.extent.first}-${proposal.extent.last} are taken as the document: ${proposal.extentBasis}.`,
    );
  const source: NewSource = {
    id: newId(id),
    title,
    publisher: typeof publisher === 'string' ? publisher : publisher.id,
    ...(url !== null && { url }),
    published,
    ...(basis !== null && { 'published-basis': basis }),
    ...(options.retrieved !== undefined && { retrieved: options.retrieved }),
    extent: options.lines ?? proposal.extent,
  };
  return { source, publisher: typeof publisher === 'string' ? null : publisher };
}

/** The id of the publisher, or its record where a person says that it is new. */
async function publisherOf(
  names: Names,
  typed: string,
  prompts: Prompts | null,
): Promise<string | AuthoredEntity> {
  const known = await names.find(typed);
  if (known !== null) return known;
  const id = idFrom(typed);
  const ownId = id === null ? '--id <id> ' : '';
  const command = `chipkb add entity "${typed}" ${ownId}--kind publisher --description "…"`;
  if (prompts === null) {
    throw fail.usage(
      `there is no publisher called “${typed}”`,
      `\`${command}\` records it; --publisher names another.`,
    );
  }
  const choice = await prompts.choose(`Nothing is called “${typed}”`, [
    { value: 'again', hint: 'another name' },
    { value: 'new', hint: 'record it as a publisher' },
  ]);
  if (choice === 'again') return publisherOf(names, await prompts.text('Publisher', typed), prompts);
  const description = await prompts.text(`What is ${typed}, in a few words?`, null);
  return {
    id: newId(id ?? (await prompts.text('Its id, in Latin letters', null))),
    name: typed,
    kind: 'publisher',
    description,
  };
}
