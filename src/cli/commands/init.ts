/** `init`: a new knowledge base. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { newKb } from '../../edit/new-kb.ts';
import type { View } from '../../render/view.ts';
import { applyInit } from '../apply-edit.ts';
import type { CommandContext } from '../context.ts';

export async function answerInit(ask: CommandContext): Promise<View> {
  const folder = resolve(ask.io.cwd, ask.words[0] ?? '.');
  const files = newKb(basename(folder), schemasIn(join(ask.io.packageFolder, 'data', 'schema')));
  const [named] = ask.words;
  const next = `${named === undefined ? '' : `cd ${named} && `}chipkb add source <file>`;
  return applyInit(ask.with({ data: folder }), { title: 'A new knowledge base', next }, files);
}

/** The JSON Schemas for editors, which travel with the data. */
const schemasIn = (folder: string): Map<string, string> =>
  new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
