/** `import table`: shows the tables of a file, or writes the source that a mapping describes. */
import { resolve } from 'node:path';
import { addEntities, addTableSource } from '../../edit/add.ts';
import { readTables } from '../../import/tables/read-tables.ts';
import { originOf, repositoryOf } from '../../kb/tables/clone.ts';
import { isMapping, readMapping } from '../../kb/tables/mapping.ts';
import { cellClaims } from '../../model/cell-claims.ts';
import { count } from '../../model/count.ts';
import { fail } from '../../model/errors.ts';
import type { AuthoredTableSource } from '../../model/schema.ts';
import { claimEnds } from '../../model/statement-ids.ts';
import { printedTables } from '../../query/printed-tables.ts';
import type { View } from '../../render/view.ts';
import { printedTablesView } from '../../render/views/printed-tables.ts';
import { resolvedInWords } from '../../render/views/resolved-labels.ts';
import { unrecordedInWords } from '../../render/views/unrecorded.ts';
import { expectOwnKb, runEdit, viewOfEdit } from '../apply-edit.ts';
import { type Completed, completeMapping, expectComplete } from '../complete-mapping.ts';
import type { CommandContext } from '../context.ts';
import { mappingDraft } from '../mapping-draft.ts';
import type { FilterOptions, OwnOptions } from '../option-values.ts';
import { openPrompts } from '../prompts.ts';
import { type Input, readInput, STANDARD_INPUT } from '../read-input.ts';
import { existingFolder, single } from '../typed-values.ts';
import { unknownEntities } from '../unknown-entities.ts';
import { writeNewFile } from '../write-new-file.ts';

type ImportContext = CommandContext<
  Pick<FilterOptions, 'from'> & Pick<OwnOptions, 'mapping' | 'unknown' | 'dryRun' | 'strict'>
>;

export async function importTableCommand(context: ImportContext): Promise<View> {
  const { io, options, words } = context;
  const [file = ''] = words;
  const from = single('--from', options.from);
  if (file === STANDARD_INPUT)
    throw fail.usage('the extension of a file is its format, and standard input has none', 'Name a file.');
  const input = await readInput(io, file);
  if (from !== undefined && !isMapping(input.bytes))
    throw fail.usage(
      `${file} is not a mapping: it lacks \`repository\`, \`files\` or \`tables\``,
      '`chipkb import table <file> --mapping <new file>` writes the draft of one.',
    );
  if (from !== undefined) return importMapping(context, input, from);
  if (isMapping(input.bytes))
    throw fail.usage(
      `${file} is a mapping, whose files are read from their repository`,
      'Name a clone of it, or a folder with its files, with --from.',
    );
  if (options.unknown !== undefined)
    throw fail.usage(
      '--unknown needs --from',
      `\`chipkb import table ${file}\` only shows the tables and names; what is needed depends on a mapping.`,
    );
  return showTables(context, input);
}

/** Shows the tables of a file, and writes the draft of a mapping if its file was named. */
async function showTables(context: ImportContext, { name, bytes }: Input): Promise<View> {
  const { io, options } = context;
  const tables = readTables(name, bytes);
  if ('fault' in tables) throw fail.usage(`“${name}” ${tables.fault}`);
  const mapping = (!options.dryRun && options.mapping) || null;
  const answer = { ...(await printedTables(await context.store(), name, tables)), mapping };
  if (mapping !== null)
    writeNewFile(io, mapping, mappingDraft(answer, originOf(resolve(io.cwd, name), name, io.env)));
  return printedTablesView(answer);
}

async function importMapping(context: ImportContext, { name, bytes }: Input, typed: string): Promise<View> {
  const { io, options } = context;
  if (options.mapping !== undefined)
    throw fail.usage(
      '--mapping and --from contradict each other',
      `\`chipkb import table <file> --mapping <new file>\` writes a mapping; with --from it is read.`,
    );
  const from = existingFolder(typed, io.cwd);
  expectOwnKb(context);
  const mapping = readMapping(name, bytes);
  const store = await context.store();
  const { id } = mapping.value;
  if ((await store.sources([id])).has(id))
    throw fail.alreadyThere(
      `a source with the id ${id}`,
      `\`chipkb update ${id} --from <clone>\` reads a newer commit; \`chipkb source ${id}\` shows what is recorded.`,
    );
  const repository = repositoryOf(mapping.value, from, io.env);
  if (!repository.isGit) {
    const isCopied = mapping.value.files.some(({ sha256 }) => sha256 === undefined);
    context.note(
      `${typed} is not a clone: the commit and its dates are not checked${isCopied ? ', and the SHA-256 of a file is that of the copy in it' : ''}.`,
    );
  }
  const completed = await completeMapping(mapping, repository, store, await openPrompts(io));
  expectComplete(completed, name, nextStep(context, completed), options.unknown !== undefined);
  const { source, resolved, entities } = completed;
  if (resolved.size > 0)
    context.note(`${resolvedInWords([...resolved].map(([label, id]) => ({ label, id })))}.`);
  const missing = completed.unrecorded && unrecordedInWords(completed.unrecorded);
  if (missing !== null) context.note(`${missing}; \`chipkb verify ${id} --from ${typed}\` lists them.`);
  const { edited } = await runEdit(context, (draft) => {
    addEntities(draft, entities);
    addTableSource(draft, source);
  });
  return viewOfEdit(
    context,
    { title: summaryOf(source), next: `chipkb verify ${id} --from ${typed}` },
    edited,
  );
}

/** Writes the document of unknown names, and returns the next step in words. */
function nextStep({ io, options, words }: ImportContext, { unknown, source }: Completed): string {
  const nothing = 'Nothing was written to the knowledge base.';
  if (unknown.length === 0) return nothing;
  if (options.unknown === undefined)
    return `${nothing} --unknown <new file> writes a document of the unknown names to fill in.`;
  writeNewFile(io, options.unknown, unknownEntities(unknown, words[0] ?? '', source.title));
  return `${nothing} Fill in ${options.unknown}, record it with \`chipkb add claims ${options.unknown}\`, and run this command again.`;
}

/** What a source records, such as “Supported Models (xllm) · 23 rows · 84 claims”. */
function summaryOf(source: AuthoredTableSource): string {
  const rows = source.tables.reduce((sum, table) => sum + table.rows.length, 0);
  const claims = cellClaims(source).claims.flatMap(({ value }) => claimEnds(value));
  return `${source.title} (${source.id}) · ${count(rows, 'row')} · ${count(claims.length, 'claim')}`;
}
