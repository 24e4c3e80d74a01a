/** The only module that uses chalk: turns styles into colours, or into none. */
import type { ColorSupportLevel } from 'chalk';
import type { Span, Style } from './view.ts';

/** Colours a span. */
export type Styler = (span: Span) => string;

/** Creates a styler for a level of colour: 0 none, 1 sixteen colours, 2 and 3 more. Only the sixteen are used; they suit light and dark terminals. */
export async function createStyler(level: ColorSupportLevel): Promise<Styler> {
  if (level === 0) return ({ text }) => text;
  const { Chalk } = await import('chalk');
  const chalk = new Chalk({ level });
  const styles: Record<Style, (text: string) => string> = {
    plain: (text) => text,
    title: chalk.bold,
    strong: chalk.bold,
    dim: chalk.dim,
    good: chalk.green,
    fair: chalk.cyan,
    weak: chalk.yellow,
    bad: chalk.red,
    match: chalk.bold.underline,
    quote: chalk.bold,
    context: chalk.dim,
  };
  return ({ text, style }) => styles[style](text);
}
