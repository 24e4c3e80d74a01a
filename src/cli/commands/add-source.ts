/** `add source`: imports a document as the text of a new source. */
import { realpathSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { addSource, type NewSource, takenBy } from '../../edit/add.ts';
import type { ImportedDocument } from '../../import/document.ts';
import { proposeId } from '../../import/propose-id.ts';
import { capitalised } from '../../model/capitalised.ts';
import { isIsoDate } from '../../model/dates.ts';
import { fail } from '../../model/errors.ts';
import { readRegularFile } from '../../model/files.ts';
import { KnownError } from '../../model/known-error.ts';
import { idOrList } from '../../model/statement-ids.ts';
import type { View } from '../../render/view.ts';
import { applyAddition, expectOwnKb, runEdit } from '../apply-edit.ts';
import type { CommandContext } from '../context.ts';
import type { TypedNames } from '../id-resolver.ts';
import type { OwnOptions, SourceOptions } from '../option-values.ts';
import { openPrompts } from '../prompts.ts';
import { readStandardInput } from '../standard-input.ts';
import { idFault, newId, required } from '../typed-values.ts';

type AddSourceContext = CommandContext<SourceOptions & Pick<OwnOptions, 'dryRun'>>;

export async function addSourceCommand(context: AddSourceContext): Promise<View> {
  const [file = ''] = context.words;
  const document = await readDocument(context, file);
  for (const { what } of document.dropped) context.note(`Left out: ${what}.`);
  expectOwnKb(context);
  const { publisherName, ...source } = await recordFrom(context, document);
  const { republishedBy } = context.options;
  const named = (name: string): TypedNames => ({ names: [name], what: 'publisher', kinds: ['publisher'] });
  return applyAddition(context, async (draft, ids) => {
    const { publisher = [], republisher = [] } = await ids.fields({
      publisher: named(publisherName),
      republisher: republishedBy === undefined ? undefined : named(republishedBy),
    });
    const [id = ''] = publisher;
    const [republisherId] = republisher;
    const publishers = { publisher: id, ...(republisherId && { 'republished-by': republisherId }) };
    addSource(draft, { ...source, ...publishers }, document.bytes);
    return { title: `${source.title} (${source.id})`, next: `chipkb suggest ${source.id}` };
  });
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

/**
 * The fields of the source: typed, confirmed by the person at the terminal, or stated by the document. Throws a usage
 * error for all that are missing.
 */
async function recordFrom(
  context: AddSourceContext,
  { proposal }: ImportedDocument,
): Promise<Omit<NewSource, 'publisher'> & { publisherName: string }> {
  const { options } = context;
  const prompts = await openPrompts(context.io);
  const ask = async (
    typed: string | undefined,
    question: string,
    stated: string | null,
    fault?: (answer: string) => string | undefined,
  ) => typed ?? (prompts ? await prompts.text(question, stated, fault) : stated);

  const titleOrNull = await ask(options.title, 'Title, as printed', proposal.title);
  const publisherOrNull = await ask(options.publisher, 'Publisher', proposal.publisherName);
  const publishedOrNull = await ask(
    options.published,
    'Date of publication (YYYY-MM-DD)',
    proposal.published,
    (answer) => (isIsoDate(answer) ? undefined : 'Must be a valid date (YYYY-MM-DD).'),
  );
  const author = options.author ?? proposal.author;
  const url = options.url ?? proposal.url;
  const slug = proposeId(titleOrNull, proposal.publisherName, url);
  const free = options.id === undefined ? await freeId(context, slug, publishedOrNull) : NO_ID;
  const idOrNull = await ask(options.id, 'Id of the source', free.id, idFault);
  const { title, publisherName, published, id } = required({
    title: { flag: '--title', value: titleOrNull, why: 'The document has no title.' },
    publisherName: {
      flag: '--publisher',
      value: publisherOrNull,
      why: 'The document does not name its publisher.',
    },
    published: {
      flag: '--published',
      value: publishedOrNull,
      why: 'The document contains no date that can be read.',
    },
    id: {
      flag: '--id',
      value: idOrNull,
      why:
        free.taken.length > 0
          ? `${capitalised(free.taken.join(' and '))} already ${free.taken.length === 1 ? 'exists' : 'exist'}.`
          : 'No id can be derived from the title.',
    },
  });
  const basis = options.publishedBasis ?? (published === proposal.published ? proposal.publishedBasis : null);
  if (proposal.extentBasis !== null && !options.lines)
    context.note(
      `Lines ${proposal.extent.first}-${proposal.extent.last} are taken as the document: ${proposal.extentBasis}.`,
    );
  return {
    id: newId(id),
    title,
    ...(author.length > 0 && { author: idOrList(author) }),
    publisherName,
    ...(url !== null && { url }),
    ...(options.archived !== undefined && { archived: options.archived }),
    published,
    ...(basis !== null && { 'published-basis': basis }),
    ...(options.retrieved !== undefined && { retrieved: options.retrieved }),
    extent: options.lines ?? proposal.extent,
  };
}

const NO_ID = { id: null, taken: [] };

/** The first of the ids made of a title, alone and with the date of publication, that is not taken; and what has those before it. */
async function freeId(
  context: AddSourceContext,
  fromTitle: string | null,
  published: string | null,
): Promise<{ id: string | null; taken: readonly string[] }> {
  if (fromTitle === null) return NO_ID;
  const isDated = published !== null && isIsoDate(published);
  const ids = [fromTitle, ...(isDated ? [`${fromTitle}-${published}`] : [])];
  const { result } = await runEdit(context.with({ dryRun: true }), (draft) => {
    const taken = ids.map((id) => takenBy(draft, id));
    const at = taken.indexOf(null);
    return {
      id: ids[at] ?? null,
      taken: taken.slice(0, at === -1 ? undefined : at).flatMap((one) => one ?? []),
    };
  });
  if (result.id !== null && result.taken.length > 0)
    context.note(`The id is ${result.id}: ${result.taken[0]} already exists.`);
  return result;
}
