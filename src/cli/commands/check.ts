/** `check`: every fault of a knowledge base. */
import { RULE_EXAMPLES } from '../../check/examples.ts';
import { ALL_RULES } from '../../check/rules.ts';
import { checkKb } from '../../kb/load-and-check.ts';
import { EXIT, fail } from '../../model/errors.ts';
import { shownPath } from '../../model/finding.ts';
import { findingsView, rulesView, ruleView } from '../../render/views/check.ts';
import type { Answer } from '../command.ts';
import type { CommandContext } from '../context.ts';

export async function checkCommand(ask: CommandContext): Promise<Answer> {
  const { list, explain, strict } = ask.options;
  if (list) return rulesView(ALL_RULES);
  if (explain !== undefined) {
    const rule = ALL_RULES.find(({ id }) => id === explain);
    const example = RULE_EXAMPLES.get(explain);
    if (!rule || !example)
      throw fail.usage(`there is no rule “${explain}”`, '`chipkb check --list` lists the rules.');
    return ruleView(rule, example);
  }
  const target = ask.inFolder(ask.words[0]);
  const findings = checkKb(target.loadOptions);
  const isFaulty = findings.some(
    ({ level }) => level === 'error' || (strict === true && level === 'warning'),
  );
  const view = findingsView(shownPath(target.folder, ask.io.cwd), findings);
  return isFaulty ? { view, exitCode: EXIT.invalidData } : view;
}
