/** `add claims`: records a document of proposals. */
import { addEntities, addStatements } from '../../edit/add.ts';
import { readProposals } from '../../kb/proposals.ts';
import { fail } from '../../model/errors.ts';
import type { ProposalDocument } from '../../model/proposals.ts';
import type { Answer } from '../command.ts';
import type { CommandContext } from '../context.ts';
import type { FilterOptions, OwnOptions } from '../option-values.ts';
import { readInput } from '../read-input.ts';
import { recordProposals } from '../record-proposals.ts';
import { reviewProposals } from '../review-proposals.ts';
import { single } from '../typed-values.ts';

type AddClaimsContext = CommandContext<
  Pick<FilterOptions, 'source'> & Pick<OwnOptions, 'acceptValid' | 'strict' | 'review' | 'dryRun'>
>;

export async function addClaimsCommand(context: AddClaimsContext): Promise<Answer> {
  const { name, bytes } = await readInput(context.io, context.words[0] ?? '');
  const document = readProposals(name, bytes);
  const id = sourceOf(document, single('--source', context.options.source));
  if (context.options.review) {
    expectAlone(context);
    return reviewProposals(context, document, id);
  }
  return recordProposals(context, document, (draft) => ({
    source: id === null ? null : draft.source(id),
    add({ entities, ...statements }) {
      addEntities(draft, entities);
      if (id !== null) addStatements(draft, id, statements);
    },
    title: null,
    next: id === null ? 'chipkb list' : `chipkb coverage ${id}`,
  }));
}

/** The source of the claims: the one that was typed or that the document names. Null if the document contains only entities. */
export function sourceOf(
  { name, source, proposals }: ProposalDocument,
  typed: string | undefined,
): string | null {
  if (typed !== undefined && source !== null && typed !== source)
    throw fail.usage(`--source names ${typed}, but ${name} says that its source is ${source}`);
  const id = typed ?? source;
  if (id === null && proposals.some(({ list }) => list !== 'entities'))
    throw fail.usage(
      `${name} does not name the source of its claims`,
      'Add `source: <id>` to it, or use --source <id>; `chipkb sources` lists the ids.',
    );
  return id;
}

/** Throws a usage error for an option that has no meaning with `--review`. */
function expectAlone({ options }: AddClaimsContext): void {
  const others = { dryRun: '--dry-run', acceptValid: '--accept-valid', strict: '--strict' } as const;
  for (const [name, flag] of Object.entries(others))
    if (options[name as keyof typeof others])
      throw fail.usage(`--review and ${flag} contradict each other`, 'Use one of them.');
}
