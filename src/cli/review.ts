/** Shows records one by one; each that a person accepts is written at once. */
import { yamlOf } from '../edit/new-file.ts';
import { valueOfYaml } from '../edit/splice.ts';
import { fail } from '../model/errors.ts';
import { KnownError } from '../model/known-error.ts';
import type { Block } from '../render/view.ts';
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

/** A record that may be accepted. */
export interface ReviewItem<T> {
  /** What it is, such as “claim”. */
  what: string;
  value: T;
  /** True if it can't be recorded as it is. */
  isInvalid: boolean;
  /** What a person needs to decide. */
  blocks: readonly Block[];
  /** Writes the record, as it is or as it was edited. Throws a known error if it is not valid. */
  record(value: T): Promise<unknown>;
}

/**
 * Reviews records, and returns how many were accepted. `where` says where those are. Throws a usage error without a terminal, and
 * `cancelled`.
 */
export async function review<T>(
  context: CommandContext<unknown>,
  items: readonly ReviewItem<T>[],
  title: string,
  where: string,
): Promise<number> {
  const prompts = await openPrompts(context.io);
  if (prompts === null) throw fail.usage('--review needs a terminal', 'Without it, all are shown at once.');
  let recorded = 0;
  for (const [index, item] of items.entries()) {
    await show(context, `${title} ${index + 1} of ${items.length}`, item.blocks);
    let { value } = item;
    // What was typed is kept, so that an error in it can be corrected.
    let text = yamlOf(value);
    for (let isOpen = true; isOpen; ) {
      const choice = await prompts
        .choose(`Record this ${item.what}?`, CHOICES, item.isInvalid ? 'skip' : 'accept')
        .catch((error: unknown) => {
          if (recorded > 0 && error instanceof KnownError)
            throw fail.cancelled(`What you accepted is recorded in ${where}.`);
          throw error;
        });
      if (choice === 'stop') return recorded;
      if (choice === 'skip') break;
      isOpen = !(await attempt(context, async () => {
        if (choice === 'edit') {
          text = editedText(context.io, 'record.yaml', text);
          const edited = valueOfYaml(text) as T | null;
          if (edited === null) throw fail.usage(`the ${item.what} is empty`);
          value = edited;
        }
        await item.record(value);
        context.note(`Recorded${item.what === 'entity' ? '' : ` in ${where}`}.`);
      }));
      if (!isOpen) recorded++;
    }
  }
  return recorded;
}

async function show(
  context: CommandContext<unknown>,
  title: string,
  blocks: readonly Block[],
): Promise<void> {
  const { io, options } = context;
  const view = { title, blocks: () => blocks, footer: null };
  const paint = await stylerFor(io.err, options.color, io);
  const { drawView } = await import('../render/text.ts');
  io.err.write(`\n${await drawView(view, { columns: io.err.columns, paint })}\n`);
}

/** False, with an error on stderr, if some work fails with a known error. */
async function attempt(context: CommandContext<unknown>, work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    await printError(error, false, context.options, context.io);
    return false;
  }
}
