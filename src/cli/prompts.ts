/** The only home of @clack/prompts: prompts for what a command line left out. */
import { fail } from '../model/errors.ts';
import { clean } from '../render/clean.ts';
import type { Io } from './io.ts';

/** One choice of a prompt. */
export interface Choice {
  value: string;
  hint: string;
}

/** What is wrong with an answer; undefined if it is valid. */
type AnswerCheck = (answer: string) => string | undefined;

/** Prompts. Each throws the error `cancelled` if the user cancels. */
export interface Prompts {
  /** Asks for a line of text; `initial` is prefilled. */
  text(question: string, initial: string | null, check?: AnswerCheck): Promise<string>;
  /** Asks for one of several values; `initial` is the one that is chosen already. */
  choose(question: string, choices: readonly Choice[], initial?: string): Promise<string>;
}

/** The prompts; null without a terminal. */
export async function openPrompts({ terminal }: Io): Promise<Prompts | null> {
  if (terminal === null) return null;
  const { isCancel, select, text } = await import('@clack/prompts');
  const answered = <T>(answer: T): Exclude<T, symbol> => {
    if (isCancel(answer)) throw fail.cancelled();
    return answer as Exclude<T, symbol>;
  };
  return {
    text: async (question, initial, check) => {
      const answer = await text({
        ...terminal,
        message: clean(question),
        ...(initial !== null && { initialValue: clean(initial) }),
        validate: (value) => (value?.trim() ? check?.(value.trim()) : 'Required.'),
      });
      return answered(answer).trim();
    },
    choose: async (question, choices, initial) => {
      const options = choices.map(({ value, hint }) => ({ value, label: clean(value), hint: clean(hint) }));
      const chosen = initial === undefined ? {} : { initialValue: initial };
      return answered(await select({ ...terminal, message: clean(question), options, ...chosen }));
    },
  };
}
