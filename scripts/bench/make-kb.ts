/** Writes a made-up knowledge base of any size. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { groupBy } from '../../src/model/group-by.ts';
import { type MadeEntity, makeEntities } from './entities.ts';
import { randomFrom } from './random.ts';
import { type ByKind, firstEdges, makeSource } from './sources.ts';

const EDGES_PER_ENTITY = 5;
const EDGES_PER_SOURCE = 1000;
const ENTITIES_PER_FILE = 5000;

/** Writes a knowledge base of `edges` claims into an empty or new folder, and returns the number of its records. */
export function generate(
  folder: string,
  edges: number,
  seed: number,
  {
    entities: entityCount = Math.ceil(edges / EDGES_PER_ENTITY),
    sources = Math.ceil(edges / EDGES_PER_SOURCE),
  }: { entities?: number; sources?: number } = {},
): { entities: number; sources: number } {
  for (const name of ['entities', 'sources', 'seeds']) mkdirSync(join(folder, name), { recursive: true });
  if (readdirSync(join(folder, 'sources')).length > 0) throw new Error(`${folder} is not empty`);
  const random = randomFrom(seed);
  const entities = makeEntities(entityCount, random);
  const kinds = groupBy(entities, ({ kind }) => kind) as ByKind & Map<string, MadeEntity[]>;
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write(
    'kb.yaml',
    `format: 1\ntitle: Made-up hardware and models\ndescription: A made-up knowledge base of ${edges} claims, for measurements.\nlicence: CC0-1.0\n`,
  );
  for (const [kind, own] of kinds) {
    for (let at = 0; at < own.length; at += ENTITIES_PER_FILE) {
      const part = String(at / ENTITIES_PER_FILE + 1).padStart(3, '0');
      write(
        `entities/${kind}-${part}.yaml`,
        own
          .slice(at, at + ENTITIES_PER_FILE)
          .map(entityYaml)
          .join('\n'),
      );
    }
  }
  for (let at = 0; at < sources; at++) {
    const share = (count: number, index: number) => Math.floor((count * index) / sources);
    const first = firstEdges(
      entities,
      kinds,
      share(entities.length, at),
      share(entities.length, at + 1),
      random,
    );
    const id = `report-${String(at + 1).padStart(5, '0')}`;
    const made = makeSource(id, share(edges, at + 1) - share(edges, at), first, kinds, random);
    write(`sources/${id}.yaml`, made.yaml);
    write(`seeds/${id}.txt`, made.text);
  }
  return { entities: entities.length, sources };
}

function entityYaml({ id, name, kind, role, chinese, aliases, description }: MadeEntity): string {
  const all = [
    ...aliases,
    ...(chinese ? [`{ name: ${chinese.simplified}, lang: zh-Hans }`] : []),
    ...(chinese && chinese.traditional !== chinese.simplified
      ? [`{ name: ${chinese.traditional}, lang: zh-Hant }`]
      : []),
  ];
  return [
    `- id: ${id}`,
    `  name: ${name}`,
    `  kind: ${kind}`,
    ...(role ? [`  roles: [${role}]`] : []),
    `  description: ${description}`,
    ...(all.length > 0 ? ['  aliases:', ...all.map((alias) => `    - ${alias}`)] : []),
    '',
  ].join('\n');
}
