/** `suggest --review`: shows the suggestions one by one; each that is accepted is written at once. */
import { addClaim } from '../edit/add.ts';
import { itemLines, yamlOf } from '../edit/new-file.ts';
import { valueOfYaml } from '../edit/splice.ts';
import { fail } from '../model/errors.ts';
import { KnownError } from '../model/known-error.ts';
import type { AuthoredEdge } from '../model/schema.ts';
import type { Proposal } from '../query/answers/suggest.ts';
import { contextBlock, proposalBlock } from '../render/views/suggest.ts';
import { runEdit } from './apply-edit.ts';
import { stylerFor } from './colour.ts';
import type { CommandContext } from './context.ts';
import { editedText } from './editor.ts';
import { printError } from './output.ts';
import { openPrompts } from './prompts.ts';

const CHOICES = [
  { value: 'accept', hint: 'record it as it is' },
  { value: 'edit', hint: 'change it in your editor first' },
  { value: 'skip', hint: 'do not record it' },
  { value: 'stop', hint: 'skip this and all that follow' },
];

/** Reviews the suggestions of a source. Throws a usage error without a terminal. */
export async function review(
  context: CommandContext<unknown>,
  source: string,
  proposals: readonly Proposal[],
  text: string,
): Promise<void> {
  const prompts = await openPrompts(context.io);
  if (prompts === null)
    throw fail.usage(
      '--review needs a terminal',
      'Run without it, and record claims with `chipkb add edge`.',
    );
  let recorded = 0;
  for (const [index, proposal] of proposals.entries()) {
    await showProposal(context, `Suggestion ${index + 1} of ${proposals.length}`, proposal, text);
    let { claim } = proposal;
    for (let isOpen = true; isOpen; ) {
      const choice = await prompts.choose('Record this claim?', CHOICES).catch((error: unknown) => {
        if (recorded > 0 && error instanceof KnownError)
          throw fail.cancelled(`The claims that you accepted are recorded in ${source}.`);
        throw error;
      });
      if (choice === 'stop') return;
      if (choice === 'skip') break;
      const meant = choice === 'edit' ? await editedClaim(context, claim) : claim;
      if (meant === null) continue;
      claim = meant;
      isOpen = !(await record(context, source, claim));
      if (!isOpen) recorded++;
    }
  }
}

async function showProposal(
  context: CommandContext<unknown>,
  title: string,
  proposal: Proposal,
  text: string,
): Promise<void> {
  const { io, options } = context;
  const blocks = [contextBlock(proposal, text), proposalBlock(proposal, itemLines)];
  const view = { title, blocks: () => blocks, footer: null };
  const paint = await stylerFor(io.err, options.color, io);
  const { drawView } = await import('../render/text.ts');
  io.err.write(`\n${await drawView(view, { columns: io.err.columns, paint })}\n`);
}

/** The claim as the user saved it in an editor; null if it is empty, or is not YAML, with an error on stderr. */
async function editedClaim(
  context: CommandContext<unknown>,
  edge: AuthoredEdge,
): Promise<AuthoredEdge | null> {
  try {
    return valueOfYaml(editedText(context.io, 'claim.yaml', yamlOf(edge))) as AuthoredEdge | null;
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    await printError(error, false, context.options, context.io);
    return null;
  }
}

/** Writes a claim; false, with an error on stderr, if it is invalid. */
async function record(
  context: CommandContext<unknown>,
  source: string,
  edge: AuthoredEdge,
): Promise<boolean> {
  try {
    await runEdit(context, (draft) => addClaim(draft, source, edge));
    context.note(`Recorded in ${source}.`);
    return true;
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    await printError(error, false, context.options, context.io);
    return false;
  }
}
