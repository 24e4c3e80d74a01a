/** `add source`: imports a document as the text of a new source. */
import { basename } from 'node:path';
import { addEntities, addSource, type NewSource, newSource, takenBy } from '../../edit/add.ts';
import type { Draft } from '../../edit/draft.ts';
import type { ImportedDocument } from '../../import/document.ts';
import { readProposals } from '../../kb/proposals.ts';
import { capitalised } from '../../model/capitalised.ts';
import { DATE_FORMS, dayRange, isIsoDate, UNKNOWN_DATE } from '../../model/dates.ts';
import { fail } from '../../model/errors.ts';
import { KnownError } from '../../model/known-error.ts';
import { foldName } from '../../model/names.ts';
import type { ProposalDocument } from '../../model/proposals.ts';
import { namesOfEntity } from '../../model/references.ts';
import { idOrList } from '../../model/statement-ids.ts';
import { applyAddition, expectOwnKb, runEdit } from '../apply-edit.ts';
import type { Answer } from '../command.ts';
import type { CommandContext } from '../context.ts';
import { idOfSource } from '../id-from.ts';
import type { IdResolver, TypedNames } from '../id-resolver.ts';
import type { OwnOptions, SourceOptions } from '../option-values.ts';
import { openPrompts } from '../prompts.ts';
import { readInput, STANDARD_INPUT } from '../read-input.ts';
import { recordProposals } from '../record-proposals.ts';
import { idFault, newId, required } from '../typed-values.ts';

type AddSourceContext = CommandContext<SourceOptions & Pick<OwnOptions, 'acceptValid' | 'strict' | 'dryRun'>>;

export async function addSourceCommand(context: AddSourceContext): Promise<Answer> {
  const [file = ''] = context.words;
  const document = await readDocument(context, file);
  for (const { what } of document.dropped) context.note(`Left out: ${what}.`);
  expectOwnKb(context);
  const proposals = await readProposedClaims(context);
  const { publisherName, ...record } = await recordFrom(context, document, proposals?.source ?? null);
  const { id, title } = record;
  if (proposals?.proposals.some(({ list, value }) => list === 'entities' && value.id === id))
    throw fail.usage(
      `the source and an entity of ${proposals.name} have the id ${id}`,
      'Give one of the two another id.',
    );
  const sourceFor = async (draft: Draft, ids: IdResolver) => {
    const publishers = await publishersFor(context, ids, publisherName, proposals);
    return newSource(draft, { ...record, ...publishers }, document.bytes);
  };
  if (proposals === null)
    return applyAddition(context, async (draft, ids) => {
      addSource(draft, await sourceFor(draft, ids), document.bytes);
      return { title: `${title} (${id})`, next: `chipkb propose ${id}` };
    });
  return recordProposals(context, proposals, async (draft, ids) => {
    const source = await sourceFor(draft, ids);
    return {
      source,
      add({ entities, ...statements }) {
        addEntities(draft, entities);
        addSource(draft, source, document.bytes, statements);
      },
      title: `${title} (${id})`,
      next: `chipkb coverage ${id}`,
    };
  });
}

async function readDocument(context: AddSourceContext, file: string): Promise<ImportedDocument> {
  const { name, bytes } = await readInput(context.io, file);
  const { importDocument } = await import('../../import/document.ts');
  const document = importDocument(bytes, file === STANDARD_INPUT ? null : basename(file));
  if ('fault' in document)
    throw fail.usage(`${file === STANDARD_INPUT ? name : `“${name}”`} ${document.fault}`);
  return document;
}

/** The document of proposals that `--claims` names; null without it. */
async function readProposedClaims({
  io,
  options,
  words,
}: AddSourceContext): Promise<ProposalDocument | null> {
  const { claims } = options;
  if (claims === undefined) {
    const lone = (['acceptValid', 'strict'] as const).find((name) => options[name]);
    if (lone) throw fail.usage(`--${lone === 'strict' ? lone : 'accept-valid'} needs --claims`);
    return null;
  }
  if (claims === STANDARD_INPUT && words[0] === STANDARD_INPUT)
    throw fail.usage('standard input can be the document or its claims, not both');
  const { name, bytes } = await readInput(io, claims);
  return readProposals(name, bytes);
}

/** The ids of the publishers, which can be proposed entities or recorded ones. */
async function publishersFor(
  { options: { republishedBy } }: AddSourceContext,
  ids: IdResolver,
  publisherName: string,
  proposals: ProposalDocument | null,
): Promise<Pick<NewSource, 'publisher' | 'republished-by'>> {
  const entities = (proposals?.proposals ?? []).flatMap((one) =>
    one.list === 'entities' ? [one.value] : [],
  );
  const proposed = (name: string): string | undefined =>
    entities.find((entity) =>
      [entity.id, ...namesOfEntity(entity)].some((known) => foldName(known) === foldName(name)),
    )?.id;
  const recorded = (name: string | undefined): TypedNames | undefined =>
    name === undefined || proposed(name) !== undefined
      ? undefined
      : { names: [name], what: 'publisher', kinds: ['publisher'] };
  const found = await ids
    .fields({ publisher: recorded(publisherName), republisher: recorded(republishedBy) })
    .catch((error) => {
      // The publisher is perhaps a proposed entity that is not valid.
      if (
        error instanceof KnownError &&
        error.names.length > 0 &&
        proposals !== null &&
        proposals.findings.length > 0
      )
        throw fail.invalidProposals(
          `${proposals.name} is not valid`,
          proposals.findings,
          'Nothing was written.',
        );
      throw error;
    });
  const republisher =
    republishedBy === undefined ? undefined : (proposed(republishedBy) ?? found.republisher?.[0]);
  return {
    publisher: proposed(publisherName) ?? found.publisher?.[0] ?? '',
    ...(republisher !== undefined && { 'republished-by': republisher }),
  };
}

/**
 * The fields of the source: typed, confirmed by the person at the terminal, or stated by the document. `proposedId` is the id
 * that its claims give it. Throws a usage error for all that are missing.
 */
async function recordFrom(
  context: AddSourceContext,
  { facts }: ImportedDocument,
  proposedId: string | null,
): Promise<Omit<NewSource, 'publisher'> & { publisherName: string }> {
  const { options } = context;
  const prompts = await openPrompts(context.io);
  const ask = async (
    typed: string | undefined,
    question: string,
    stated: string | null,
    fault?: (answer: string) => string | undefined,
  ) => typed ?? (prompts ? await prompts.text(question, stated, fault) : stated);

  const titleOrNull = await ask(options.title, 'Title, as printed', facts.title);
  const publisherOrNull = await ask(options.publisher, 'Publisher', facts.publisherName);
  const publishedOrNull = await ask(
    options.published,
    `Date of publication, or ${UNKNOWN_DATE}`,
    facts.published,
    (answer) =>
      answer === UNKNOWN_DATE || dayRange(answer) !== null
        ? undefined
        : `Must be ${DATE_FORMS}; or ${UNKNOWN_DATE}.`,
  );
  const author = options.author ?? facts.author;
  const url = options.url ?? facts.url;
  const slug = idOfSource(titleOrNull, facts.publisherName, url);
  if (options.id !== undefined && proposedId !== null && options.id !== proposedId)
    throw fail.usage(`--id names ${options.id}, but the claims name the source ${proposedId}`);
  const typedId = options.id ?? proposedId ?? undefined;
  const free = typedId === undefined ? await freeId(context, slug, publishedOrNull) : NO_ID;
  const idOrNull = await ask(typedId, 'Id of the source', free.id, idFault);
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
      why: `The document contains no date that can be read; \`--published ${UNKNOWN_DATE}\` says that it is not known.`,
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
  const basis = options.publishedBasis ?? (published === facts.published ? facts.publishedBasis : null);
  if (facts.extentBasis !== null && !options.lines)
    context.note(
      `Lines ${facts.extent.first}-${facts.extent.last} are taken as the document: ${facts.extentBasis}.`,
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
    extent: options.lines ?? facts.extent,
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
