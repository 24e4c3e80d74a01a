/** The texts of the files that are derived from the code, by their path from the top of the project. */
import { z } from 'zod';
import { ALL_RULES } from '../src/check/rules.ts';
import { COMMANDS } from '../src/cli/command-table.ts';
import { FILTER_OPTIONS, GLOBAL_OPTIONS } from '../src/cli/options.ts';
import { FILE_SCHEMAS } from '../src/model/schema.ts';
import { KINDS, RELATIONS, ROLES, SCOPES, STATUSES, TOPICS } from '../src/model/vocabulary.ts';
import { ANSWER_SCHEMAS } from '../src/query/answers/index.ts';

export function generatedFiles(): Map<string, string> {
  const files = new Map<string, string>();
  for (const [name, schema] of Object.entries(FILE_SCHEMAS)) {
    // Editors understand draft 7 best.
    files.set(
      `data/schema/${name}.schema.json`,
      json(z.toJSONSchema(schema, { target: 'draft-7', io: 'input' })),
    );
  }
  for (const [name, schema] of Object.entries(ANSWER_SCHEMAS)) {
    files.set(`docs/output/${name}.schema.json`, json(z.toJSONSchema(schema)));
  }
  files.set('docs/reference.md', reference());
  return files;
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

const cell = (text: string) => text.replaceAll('|', '\\|');

const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

function reference(): string {
  const vocabulary = (title: string, words: Record<string, { means: string }>) =>
    `### ${title}\n\n${table(
      ['word', 'meaning'],
      Object.entries(words).map(([word, { means }]) => [word, means]),
    )}\n`;
  return `# Reference

This file is written by \`npm run generate\` from the tables in the code.

## Commands

${table(
  ['command', 'answers', 'filters'],
  COMMANDS.map(({ name, arguments: args, summary, filters = [], sorts }) => [
    `\`chipkb ${`${name} ${args}`.trim()}\``,
    summary,
    [
      ...filters.map((filter) => FILTER_OPTIONS[filter].flags.split(' ')[0]),
      ...(sorts ? [`--sort ${sorts.join('|')}`] : []),
    ].join(', '),
  ]),
)}

## Options of every command

${table(
  ['option', 'meaning'],
  Object.values(GLOBAL_OPTIONS).map(({ flags, help }) => [`\`${flags}\``, help]),
)}

## Filters

${table(
  ['filter', 'meaning'],
  Object.values(FILTER_OPTIONS).map(({ flags, help }) => [`\`${flags}\``, help]),
)}

## Exit codes

${table(
  ['code', 'meaning'],
  [
    ['0', 'answered, also with no rows'],
    ['1', 'unexpected failure'],
    ['2', 'wrong usage'],
    ['3', 'no such entity or revision, or a name that can mean several'],
    ['4', 'the data has errors'],
    ['130', 'interrupted'],
  ],
)}

## Output

The JSON Schema of each answer stands in [docs/output](output). A list is a top-level array, \`[]\` where nothing is
recorded; \`show\` of one entity is an object. An error is one object on stderr, see [error](output/error.schema.json).

## Words

${vocabulary('Kinds of entities', KINDS)}
${vocabulary('Roles of companies', ROLES)}
### Relations

${table(
  ['relation', 'from', 'to', 'read from the other end', 'meaning'],
  Object.entries(RELATIONS).map(([word, terms]) => [
    word,
    terms.from.join(', '),
    terms.to.join(', '),
    terms.in,
    terms.means,
  ]),
)}

### Statuses

${table(
  ['status', 'glyph', 'rung', 'meaning'],
  Object.entries(STATUSES).map(([word, { glyph, rung, means }]) => [
    word,
    glyph,
    rung === null ? '–' : String(rung),
    means,
  ]),
)}

${vocabulary('Scopes', SCOPES)}
${vocabulary('Topics of remarks', TOPICS)}
## Rules

\`chipkb check\` runs these over every record.

${table(
  ['rule', 'level', 'protects'],
  ALL_RULES.map(({ id, level, protects }) => [id, level, protects]),
)}
`;
}
