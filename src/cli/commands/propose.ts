/** `propose`: prints what a person or a language model needs to write a document of proposals. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '../../check/rules.ts';
import { itemLines } from '../../edit/new-file.ts';
import { fail } from '../../model/errors.ts';
import type { Extent } from '../../model/selector.ts';
import type { View } from '../../render/view.ts';
import { leftOut, type ProposeParts, proposeView } from '../../render/views/propose.ts';
import { proposalMaterial, shrinkingAnswers } from '../../suggest/propose.ts';
import { MAX_PROPOSE_BYTES } from '../command-table.ts';
import type { CommandContext } from '../context.ts';
import type { SourceOptions } from '../option-values.ts';

/** The rules that no proposal can break. */
const OF_SOURCES: ReadonlySet<string> = new Set([
  'source-file',
  'text-sha256',
  'extent',
  'source-used',
  'disagreement',
]);

export async function proposeCommand(context: CommandContext<Pick<SourceOptions, 'lines'>>): Promise<View> {
  const id = await context.textSource(context.phrase);
  const material = await proposalMaterial(await context.store(), id);
  if (material === null) throw fail.noText([id], 'propose');
  const parts: ProposeParts = {
    checks: RULES.filter(({ id }) => !OF_SOURCES.has(id)).map(({ protects }) => protects),
    schema: schemaIn(context.io.packageFolder),
    yamlOf: itemLines,
  };
  const lines = chosenLines(id, material.source.extent, context.options.lines);
  for (const answer of shrinkingAnswers(material, lines)) {
    const view = proposeView(answer, parts);
    if (Buffer.byteLength(view.text) > MAX_PROPOSE_BYTES) continue;
    for (const sentence of leftOut(answer)) context.note(sentence);
    return view;
  }
  throw fail.usage(`the title of ${id} is too long for a text of ${MAX_PROPOSE_BYTES / 1000} kB`);
}

/** The typed lines that belong to the document; all of its lines if none were typed. Throws a usage error if none belong to it. */
function chosenLines(id: string, { first, last }: Extent, typed: Extent = { first, last }): Extent {
  const chosen = { first: Math.max(first, typed.first), last: Math.min(last, typed.last) };
  if (chosen.first > chosen.last)
    throw fail.usage(
      `--lines ${typed.first}-${typed.last} is outside of the document: ${id} has the lines ${first}-${last}`,
    );
  return chosen;
}

/** The packaged JSON Schema of a document of proposals, without line ends. */
const schemaIn = (packageFolder: string): string =>
  JSON.stringify(JSON.parse(readFileSync(join(packageFolder, 'data/schema/proposals.schema.json'), 'utf8')));
