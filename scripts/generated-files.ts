/** The files that are generated from the code: their texts by their paths in the project. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ALL_RULES } from '../src/check/rules.ts';
import { COMMANDS } from '../src/cli/command-table.ts';
import { FILTER_OPTIONS, GLOBAL_OPTIONS, OWN_OPTIONS } from '../src/cli/options.ts';
import { FILE_SCHEMAS } from '../src/model/schema.ts';
import { KINDS, RELATIONS, ROLES, SCOPES, STATUSES, TOPICS } from '../src/model/vocabulary.ts';
import { ANSWER_SCHEMAS } from '../src/query/answers/index.ts';
import { VIEWS } from '../src/store/sql/views.ts';

export function generatedFiles(): Map<string, string> {
  const files = new Map<string, string>();
  for (const [name, schema] of Object.entries(FILE_SCHEMAS)) {
    // Editors support draft 7 best.
    files.set(
      `data/schema/${name}.schema.json`,
      json(z.toJSONSchema(schema, { target: 'draft-7', io: 'input' })),
    );
  }
  for (const [name, schema] of Object.entries(ANSWER_SCHEMAS)) {
    files.set(`docs/output/${name}.schema.json`, json(z.toJSONSchema(schema)));
  }
  files.set('docs/reference.md', reference());
  const sql = readFileSync(new URL('../docs/sql.md', import.meta.url), 'utf8');
  files.set('docs/sql.md', sql.replace(/(?<=\n## Views\n\n)[\s\S]*?(?=\n## )/, views));
  return files;
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

/** The long flag of an option, such as `--output`. */
const longFlag = ({ flags }: { flags: string }) => /--[a-z-]+/.exec(flags)?.[0] ?? flags;

const cell = (text: string) => text.replaceAll('|', '\\|');

const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

const views = () =>
  VIEWS.map(
    ({ name, means, columns }) =>
      `### ${name}\n\nA row is ${means}.\n\n${table(
        ['column', 'meaning'],
        columns.map(([column, meaning]) => [column, meaning]),
      )}\n`,
  ).join('\n');

function reference(): string {
  const vocabulary = (title: string, words: Record<string, { means: string }>) =>
    `### ${title}\n\n${table(
      ['word', 'meaning'],
      Object.entries(words).map(([word, { means }]) => [word, means]),
    )}\n`;
  return `# Reference

Generated from the tables in the code by \`npm run generate\`.

## Commands

${table(
  ['command', 'summary', 'options'],
  COMMANDS.map(({ name, arguments: args, summary, filters = [], options = [], sorts }) => [
    `\`chipkb ${`${name} ${args}`.trim()}\``,
    summary,
    [
      ...filters.map((filter) => longFlag(FILTER_OPTIONS[filter])),
      ...options.map((option) => longFlag(OWN_OPTIONS[option])),
      ...(sorts ? [`--sort ${sorts.join('|')}`] : []),
    ].join(', '),
  ]),
)}

## Global options

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
    ['1', 'failed'],
    ['2', 'wrong usage, or a data folder that does not exist'],
    ['3', 'no such entity, source, revision or text, or an ambiguous name'],
    ['4', 'the data is invalid, or would be after the change; or a change was interrupted'],
    ['5', 'no rows, with `--exit-status`'],
    ['130', 'interrupted'],
  ],
)}

## Output

[docs/output](output) contains the JSON Schema of each answer. A list is a top-level array, \`[]\` if nothing is recorded;
\`show\` of one entity is an object. A row of CSV and TSV is one claim, one quote with \`--passages\`, or one entity; its columns have the
dotted names of the JSON fields, without \`claims.\` and \`evidence.\`, and the values of a list are separated by “; ”. With \`--json\`, an error is one object on stderr: see [error](output/error.schema.json).

## Vocabulary

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

\`chipkb check\` applies these rules to every record.

${table(
  ['rule', 'level', 'protects'],
  ALL_RULES.map(({ id, level, protects }) => [id, level, protects]),
)}
`;
}
