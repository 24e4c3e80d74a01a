/** A document for `add claims` with the names that an import did not know, for a person to fill in. */
import { inlineYaml } from '../edit/layout.ts';
import type { UnknownName } from '../kb/tables/unknown-names.ts';
import { count } from '../model/count.ts';
import { foldName } from '../model/names.ts';
import { clean } from '../render/clean.ts';
import { idFrom } from './id-from.ts';

/** Marks in a label that perhaps names several entities, or has a footnote. */
const MORE_THAN_A_NAME = /[/,、;&+(（[*†]|\band\b/;

/** True if a label is perhaps more than the name of one entity, so that a person must say what it names. */
export const isMoreThanName = ({ name, isId }: UnknownName): boolean => !isId && MORE_THAN_A_NAME.test(name);

const yaml = (text: string): string => inlineYaml(clean(text), false);

/** The text of the document about the names that a source with this title prints. Labels that are more than a name are comments. */
export function unknownEntities(unknown: readonly UnknownName[], mapping: string, title: string): string {
  const { labels, entities } = partsOf(unknown);
  return `${[
    `# Names that ${mapping} needs and that are not recorded. Fill in the empty fields, and remove an entity if a`,
    '# similar one is meant: write its id into `names` of the mapping instead.',
    '# Then: chipkb add claims <this file>',
    ...(labels.length === 0
      ? []
      : [
          '#',
          '# These labels are perhaps several names, or more than a name; write the ids into `names` of the mapping:',
          ...labels.map(({ name, candidates }) => `#   ${yaml(name)}: []${similarTo(candidates)}`),
        ]),
    entities.length === 0 ? 'entities: []' : 'entities:',
    ...entities.flatMap((one) => entityLines(one, title)),
  ].join('\n')}\n`;
}

/** Labels that are more than a name; and entities, of which names that differ in their spelling are one. */
function partsOf(unknown: readonly UnknownName[]): { labels: UnknownName[]; entities: UnknownName[] } {
  const names = new Map(
    unknown
      .filter((one) => !isMoreThanName(one))
      .map((one) => [foldName(one.name), one] as const)
      .reverse(),
  );
  return { labels: unknown.filter(isMoreThanName), entities: [...names.values()].reverse() };
}

/** How many entities and labels the document contains, such as “33 entities and 2 labels of perhaps several names”. */
export function unknownInWords(unknown: readonly UnknownName[]): string {
  const { labels, entities } = partsOf(unknown);
  return [
    ...(entities.length > 0 ? [count(entities.length, 'entity', 'entities')] : []),
    ...(labels.length > 0 ? [`${count(labels.length, 'label')} of perhaps several names`] : []),
  ].join(' and ');
}

const similarTo = (candidates: UnknownName['candidates']): string =>
  candidates.length === 0 ? '' : ` # similar: ${candidates.map(({ id }) => id).join(', ')}`;

function entityLines({ name, printed, isId, kinds, candidates }: UnknownName, title: string): string[] {
  const [kind, ...others] = kinds;
  const id = isId ? name : idFrom(name);
  return [
    `  - id:${id === null ? '' : ` ${yaml(id)}`}${similarTo(candidates)}`,
    `    name:${printed === null ? '' : ` ${yaml(printed)}`}`,
    others.length === 0 ? `    kind: ${kind}` : `    kind: # ${kinds.join(', ')}`,
    printed === null ? '    description:' : `    description: ${yaml(`Named in “${title}”.`)}`,
  ];
}
