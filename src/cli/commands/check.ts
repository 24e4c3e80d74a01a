import { RULE_EXAMPLES } from '../../check/examples.ts';
import { ALL_RULES } from '../../check/rules.ts';
import { checkKb } from '../../kb/load-and-check.ts';
import { fail } from '../../model/errors.ts';
import { shownPath } from '../../model/finding.ts';
import { EXIT } from '../../model/known-error.ts';
import { findingsView, rulesView, ruleView } from '../../render/views/check.ts';
import type { Answer } from '../command.ts';
import type { CommandContext } from '../context.ts';
import type { OwnOptions } from '../option-values.ts';

export async function checkCommand(
  context: CommandContext<Pick<OwnOptions, 'list' | 'explain' | 'strict'>>,
): Promise<Answer> {
  const { list, explain, strict } = context.options;
  if (list) return rulesView(ALL_RULES);
  if (explain !== undefined) {
    const rule = ALL_RULES.find(({ id }) => id === explain);
    const example = RULE_EXAMPLES.get(explain);
    if (!rule || !example)
      throw fail.usage(`unknown rule “${explain}”`, 'Run `chipkb check --list` for a list.');
    return ruleView(rule, example);
  }
  const target = context.inFolder(context.words[0]);
  const findings = checkKb(target.loadOptions);
  const isInvalid = findings.some(
    ({ level }) => level === 'error' || (strict === true && level === 'warning'),
  );
  const view = findingsView(shownPath(target.folder, context.io.cwd), findings);
  return isInvalid ? { view, exitCode: EXIT.invalidData } : view;
}
