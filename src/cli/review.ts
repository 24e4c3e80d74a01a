/** `suggest --review`: a person walks the proposals, with the passage in view, and each that is accepted is written at once. */
import { addClaim } from '../edit/add.ts';
import { itemLines, yamlOf } from '../edit/new-file.ts';
import { valueOfYaml } from '../edit/splice.ts';
import { fail, KnownError } from '../model/errors.ts';
import type { AuthoredEdge } from '../model/schema.ts';
import type { Proposal } from '../query/answers/suggest.ts';
import { createStyler } from '../render/style.ts';
import { contextBlock, proposalBlock } from '../render/views/suggest.ts';
import { runEdit } from './apply-edit.ts';
import { colourLevel } from './colour.ts';
import type { CommandContext } from './context.ts';
import { editedText } from './editor.ts';
import { printError } from './output.ts';
import { openPrompts } from './prompts.ts';

const CHOICES = [
  { value: 'accept', hint: 'record it as it is' },
  { value: 'edit', hint: 'change it in your editor first' },
  { value: 'skip', hint: 'leave it' },
  { value: 'stop', hint: 'leave this and all that follow' },
];

/** Walks proposals of a source; what was accepted is in the data afterwards. */
export async function review(
  ask: CommandContext,
  source: string,
  proposals: readonly Proposal[],
  text: string,
): Promise<void> {
  const prompts = await openPrompts(ask.io);
  if (prompts === null)
    throw fail.usage(
      '--review asks a person, and there is no terminal',
      'Leave it out; `chipkb add edge` records a claim.',
    );
  let recorded = 0;
  for (const [index, proposal] of proposals.entries()) {
    await show(ask, `Proposal ${index + 1} of ${proposals.length}`, proposal, text);
    let { claim } = proposal;
    for (let isOpen = true; isOpen; ) {
      const choice = await prompts.choose('Record this claim?', CHOICES).catch((error: unknown) => {
        if (recorded > 0 && error instanceof KnownError)
          throw fail.cancelled(`What was accepted is recorded in ${source}.`);
        throw error;
      });
      if (choice === 'stop') return;
      if (choice === 'skip') break;
      const meant = choice === 'edit' ? await changed(ask, claim) : claim;
      if (meant === null) continue;
      claim = meant;
      isOpen = !(await record(ask, source, claim));
      if (!isOpen) recorded++;
    }
  }
}

async function show(ask: CommandContext, title: string, proposal: Proposal, text: string): Promise<void> {
  const { io, options } = ask;
  const blocks = [contextBlock(proposal, text), proposalBlock(proposal, itemLines)];
  const view = { data: null, ids: [], title, blocks: () => blocks, footer: null, empty: null };
  const paint = await createStyler(colourLevel(options.color, io, io.err));
  const { drawView } = await import('../render/text.ts');
  io.err.write(`\n${await drawView(view, { columns: io.err.columns, paint })}\n`);
}

/** The claim as the person leaves it in an editor; null where that is empty, or is not YAML, which is told. */
async function changed(ask: CommandContext, edge: AuthoredEdge): Promise<AuthoredEdge | null> {
  try {
    return valueOfYaml(editedText(ask.io, 'claim.yaml', yamlOf(edge))) as AuthoredEdge | null;
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    await printError(error, false, ask.options, ask.io);
    return null;
  }
}

/** Writes a claim; false, with the faults told, where the checks refuse it. */
async function record(ask: CommandContext, source: string, edge: AuthoredEdge): Promise<boolean> {
  try {
    await runEdit(ask, (draft) => addClaim(draft, source, edge));
    ask.note(`Recorded in ${source}.`);
    return true;
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    await printError(error, false, ask.options, ask.io);
    return false;
  }
}
