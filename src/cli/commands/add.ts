/** `add entity` and `add edge`. */
import { RELATIONS, words } from '../../model/vocabulary.ts';
import type { Command } from '../command.ts';

export const addEntityCommand: Command = {
  name: 'add entity',
  arguments: '<name>',
  summary: 'record a company, model, hardware, service, framework, publisher or person',
  examples: [
    'chipkb add entity "Example News" --kind publisher --description "A news agency." --dry-run',
    'chipkb add entity 沐曦科技 --id muxi --kind company --role chip-vendor --description "A chip firm." --dry-run',
  ],
  filters: [],
  options: ['newKind', 'id', 'newRole', 'alias', 'description', 'location', 'link', 'dryRun'],
  answer: async (ask) => (await import('../answers/add.ts')).answerAddEntity(ask),
};

export const addEdgeCommand: Command = {
  name: 'add edge',
  arguments: '<from> <relation> <to>',
  summary: 'record a claim with the passage that states it',
  more: `Relations: ${words(RELATIONS).join(', ')}.`,
  examples: [
    'chipkb add edge deepseek-r1-based-models runs-on "MetaX GPUs" --source scmp-deepseek-chips --said-by gitee-ai --quote "servers powered by GPUs from Shanghai-based chip designer MetaX" --dry-run',
  ],
  filters: [],
  options: [
    'inSource',
    'quote',
    'prefix',
    'suffix',
    'ownStatus',
    'via',
    'with',
    'claimant',
    'channel',
    'printedDate',
    'date',
    'dateBasis',
    'printed',
    'note',
    'dryRun',
  ],
  answer: async (ask) => (await import('../answers/add.ts')).answerAddEdge(ask),
};
