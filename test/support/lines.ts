/** Random command lines, for fuzzing. */
import fc from 'fast-check';
import { COMMANDS } from '../../src/cli/command-table.ts';
import { FILTER_OPTIONS, GLOBAL_OPTIONS, OWN_OPTIONS } from '../../src/cli/options.ts';

const flags = Object.values({ ...FILTER_OPTIONS, ...GLOBAL_OPTIONS, ...OWN_OPTIONS }).map(
  ({ flags: text }) => text.split(' ')[0] ?? '',
);

const names = [
  'deepseek-r1',
  'R1',
  'huawai',
  'moore',
  'threads',
  '摩爾線程',
  'ascend',
  'scmp-deepseek-chips',
  'available',
  'company',
  'quote',
  '2025-02-04',
  '3',
  'name',
  'csv',
  'sarif',
];

const word = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...COMMANDS.map(({ name }) => name), 'help') },
  { weight: 5, arbitrary: fc.constantFrom(...names) },
  { weight: 3, arbitrary: fc.constantFrom(...flags, '--sort', '--', '-', '-h', '--help', '--version') },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
);

/** A command line; many are valid. */
export const commandLine = fc.array(word, { maxLength: 6 });
