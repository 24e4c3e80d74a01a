/** A document for `add claims` with the names that an import did not know, for a person to fill in. */
import { inlineYaml } from '../edit/layout.ts';
import type { UnknownName } from '../kb/tables/unknown-names.ts';
import { clean } from '../render/clean.ts';
import { idFrom } from './id-from.ts';

/** Separators in a label that perhaps names several entities. */
const SEVERAL = /[/,、;&+(（]|\band\b/;

/** True if a label perhaps names several entities. */
export const canBeSeveral = ({ name, isId }: UnknownName): boolean => !isId && SEVERAL.test(name);

const yaml = (text: string): string => inlineYaml(clean(text), false);

/** The text of the document. Labels that can name several entities are comments: only a person can split them. */
export function unknownEntities(unknown: readonly UnknownName[], mapping: string): string {
  const several = unknown.filter(canBeSeveral);
  const single = unknown.filter((one) => !canBeSeveral(one));
  return `${[
    `# Names that ${mapping} needs and that are not recorded. Fill in the empty fields, and remove an entity if a`,
    '# similar one is meant: write its id into `names` of the mapping instead.',
    '# Then: chipkb add claims <this file>',
    ...(several.length === 0
      ? []
      : [
          '#',
          '# These labels can name several entities; write their ids into `names` of the mapping:',
          ...several.map(({ name, candidates }) => `#   ${yaml(name)}: []${similarTo(candidates)}`),
        ]),
    single.length === 0 ? 'entities: []' : 'entities:',
    ...single.flatMap(entityLines),
  ].join('\n')}\n`;
}

const similarTo = (candidates: UnknownName['candidates']): string =>
  candidates.length === 0 ? '' : ` # similar: ${candidates.map(({ id }) => id).join(', ')}`;

function entityLines({ name, printed, isId, kinds, candidates }: UnknownName): string[] {
  const [kind, ...others] = kinds;
  const id = isId ? name : idFrom(name);
  return [
    `  - id:${id === null ? '' : ` ${yaml(id)}`}${similarTo(candidates)}`,
    `    name:${printed === null ? '' : ` ${yaml(printed)}`}`,
    others.length === 0 ? `    kind: ${kind}` : `    kind: # ${kinds.join(', ')}`,
    '    description:',
  ];
}
