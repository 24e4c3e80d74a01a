import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { newKb } from '../../edit/new-kb.ts';
import type { View } from '../../render/view.ts';
import { applyInit } from '../apply-edit.ts';
import type { CommandContext } from '../context.ts';
import type { OwnOptions } from '../option-values.ts';

export async function initCommand(context: CommandContext<Pick<OwnOptions, 'dryRun'>>): Promise<View> {
  const [typed] = context.words;
  const folder = resolve(context.io.cwd, typed ?? '.');
  const files = newKb(basename(folder), schemasIn(join(context.io.packageFolder, 'data', 'schema')));
  const next = `${typed === undefined || typed === '.' ? '' : `cd ${typed} && `}chipkb add source <file>`;
  return applyInit(context.with({ data: folder }), { title: 'A new knowledge base', next }, files);
}

/** The JSON Schemas for editors, which are packaged with the data. */
const schemasIn = (folder: string): Map<string, string> =>
  new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
