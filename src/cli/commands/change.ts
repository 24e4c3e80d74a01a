/** `set`, `rename`, `remove` and `merge`: changes of what is recorded. */
import type { Command } from '../command.ts';

export const setCommand: Command = {
  name: 'set',
  arguments: '<id> <field> [value...]',
  summary: 'give a field of an entity, a source or a claim a value',
  more: 'A claim is named by its id, which `chipkb why <a> <b> --format ids` prints.',
  examples: [
    'chipkb set nvidia location "Santa Clara" --dry-run',
    'chipkb set huawei aliases "Huawei Cloud" --append --dry-run',
    'chipkb set baidu.supports.deepseek-models@scmp-deepseek-chips note "No day is printed." --dry-run',
  ],
  filters: [],
  options: ['unset', 'append', 'dryRun'],
  answer: async (ask) => (await import('../answers/change.ts')).answerSet(ask),
};

export const renameCommand: Command = {
  name: 'rename',
  arguments: '<id> <new-id>',
  summary:
    'give an entity or a source another id; every reference follows, and the old id of an entity stays as an alias',
  examples: ['chipkb rename kuae kuae-cluster --dry-run'],
  filters: [],
  options: ['dryRun'],
  answer: async (ask) => (await import('../answers/change.ts')).answerRename(ask),
};

export const removeCommand: Command = {
  name: 'remove',
  arguments: '<id>',
  summary: 'take out an entity, a source or a claim; refused while something names it',
  examples: ['chipkb remove epa-efe --cascade --dry-run'],
  filters: [],
  options: ['cascade', 'dryRun'],
  answer: async (ask) => (await import('../answers/change.ts')).answerRemove(ask),
};

export const mergeCommand: Command = {
  name: 'merge',
  arguments: '<id> <into>',
  summary: 'make two entities one: the second takes over the names and all references of the first',
  examples: ['chipkb merge huawei-ai-modules huawei-accelerator-cards --dry-run'],
  filters: [],
  options: ['dryRun'],
  answer: async (ask) => (await import('../answers/change.ts')).answerMerge(ask),
};
