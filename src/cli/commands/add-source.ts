/** `add source`: imports a document as the text of a new source. */
import { realpathSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { addEntity, addSource, type NewSource } from '../../edit/add.ts';
import type { ImportedDocument } from '../../import/document.ts';
import { isIsoDate } from '../../model/dates.ts';
import { fail } from '../../model/errors.ts';
import { readRegularFile } from '../../model/files.ts';
import { ID_FORM, isId } from '../../model/ids.ts';
import { KnownError } from '../../model/known-error.ts';
import type { AuthoredEntity } from '../../model/schema.ts';
import type { View } from '../../render/view.ts';
import { applyAddition, expectOwnKb, missing, newId } from '../apply-edit.ts';
import type { CommandContext } from '../context.ts';
import { idFrom } from '../id-from.ts';
import type { OwnOptions, SourceOptions } from '../option-values.ts';
import { openPrompts, type Prompts } from '../prompts.ts';
import { readStandardInput } from '../standard-input.ts';

type AddSourceContext = CommandContext<SourceOptions & Pick<OwnOptions, 'dryRun'>>;

export async function addSourceCommand(context: AddSourceContext): Promise<View> {
  const [file = ''] = context.words;
  const document = await readDocument(context, file);
  for (const { what } of document.dropped) context.note(`Left out: ${what}.`);
  expectOwnKb(context);
  const prompts = await openPrompts(context.io);
  const { publisherName, ...source } = await recordFrom(context, document, prompts);
  let publisher: string | AuthoredEntity = publisherName;
  for (;;) {
    let isKnown = true;
    const view = await applyAddition(context, async (draft, ids) => {
      const id = typeof publisher === 'string' ? await ids.find(publisher) : publisher.id;
      isKnown = id !== null;
      if (id === null) return { title: '', next: '' };
      if (typeof publisher !== 'string') addEntity(draft, publisher);
      const { republishedBy } = context.options;
      const republisher = republishedBy === undefined ? null : await ids.entity(republishedBy);
      const publishers = { publisher: id, ...(republisher !== null && { 'republished-by': republisher }) };
      addSource(draft, { ...source, ...publishers }, document.bytes);
      return { title: `${source.title} (${source.id})`, next: `chipkb suggest ${source.id}` };
    });
    if (isKnown) return view;
    // Ask outside of the edit, which locks the knowledge base, and then try again.
    publisher = await askForPublisher(String(publisher), prompts);
  }
}

async function readDocument(context: AddSourceContext, file: string): Promise<ImportedDocument> {
  const isPiped = file === '-';
  const name = isPiped ? 'standard input' : `“${file}”`;
  const bytes = isPiped
    ? await readStandardInput(context.io)
    : readDocumentFile(resolve(context.io.cwd, file), name);
  const { importDocument } = await import('../../import/document.ts');
  const document = importDocument(bytes, isPiped ? null : basename(file));
  if ('fault' in document) throw fail.usage(`${name} ${document.fault}`);
  return document;
}

function readDocumentFile(path: string, name: string): Uint8Array {
  try {
    // Reading a pipe or a device could block or never end.
    const file = readRegularFile(realpathSync(path));
    if ('fault' in file) throw fail.usage(`${name} ${file.fault}`, 'A dash reads standard input.');
    return file.bytes;
  } catch (error) {
    if (error instanceof KnownError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw fail.usage(`there is no file ${name}`);
    if (code === 'EACCES') throw fail.usage(`cannot read ${name}: permission denied`);
    if (code !== undefined) throw fail.usage(`cannot read ${name} (${code})`);
    throw error;
  }
}

/** The fields of the source: typed, confirmed by the person at the terminal, or proposed by the document. */
async function recordFrom(
  context: AddSourceContext,
  { proposal }: ImportedDocument,
  prompts: Prompts | null,
): Promise<Omit<NewSource, 'publisher'> & { publisherName: string }> {
  const { options } = context;
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
  const published =
    (await field(options.published, 'Date of publication (YYYY-MM-DD)', proposal.published, (answer) =>
      isIsoDate(answer) ? undefined : 'Must be a valid date (YYYY-MM-DD).',
    )) ?? missing('--published', 'the document contains no date that can be read');
  const id =
    (await field(options.id, 'Id of the source', proposal.id, (answer) =>
      isId(answer) ? undefined : `An id consists of ${ID_FORM}.`,
    )) ?? missing('--id', 'no id can be derived from the title');
  const url = options.url ?? proposal.url;
  const basis = options.publishedBasis ?? (published === proposal.published ? proposal.publishedBasis : null);
  if (proposal.extentBasis !== null && !options.lines)
    context.note(
      `Lines ${proposal.extent.first}-${proposal.extent.last} are taken as the document: ${proposal.extentBasis}.`,
    );
  return {
    id: newId(id),
    title,
    ...(options.author && { author: options.author }),
    publisherName,
    ...(url !== null && { url }),
    ...(options.archived !== undefined && { archived: options.archived }),
    published,
    ...(basis !== null && { 'published-basis': basis }),
    ...(options.retrieved !== undefined && { retrieved: options.retrieved }),
    extent: options.lines ?? proposal.extent,
  };
}

/** Asks for another name of the publisher, or for its record if it is new. Throws a usage error if nobody can be asked. */
async function askForPublisher(typed: string, prompts: Prompts | null): Promise<string | AuthoredEntity> {
  const id = idFrom(typed);
  if (prompts === null) {
    const ownId = id === null ? '--id <id> ' : '';
    throw fail.usage(
      `there is no publisher called “${typed}”`,
      `\`chipkb add entity "${typed}" ${ownId}--kind publisher --description "…"\` records it; --publisher names another.`,
    );
  }
  const choice = await prompts.choose(`No entity is called “${typed}”`, [
    { value: 'again', hint: 'another name' },
    { value: 'new', hint: 'record it as a publisher' },
  ]);
  if (choice === 'again') return prompts.text('Publisher', typed);
  const description = await prompts.text(`What is ${typed}, in a few words?`, null);
  const ownId = newId(id ?? (await prompts.text('Its id, in Latin letters', null)));
  return { id: ownId, name: typed, kind: 'publisher', description };
}
