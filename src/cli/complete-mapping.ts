/** Completes a mapping: reads its repository, resolves its names, and asks a person at a terminal about the others. */
import { type FilledIn, fillIn } from '../kb/tables/fill-in.ts';
import type { MappingFile } from '../kb/tables/mapping.ts';
import { type ResolvedNames, resolveNames } from '../kb/tables/unknown-names.ts';
import { count } from '../model/count.ts';
import { fail } from '../model/errors.ts';
import { errorAt, type Finding } from '../model/finding.ts';
import type { AuthoredEntity, AuthoredTableSource } from '../model/schema.ts';
import type { Store } from '../store/store.ts';
import { askForName, askForSymbol } from './ask-for-meanings.ts';
import type { Prompts } from './prompts.ts';
import { isMoreThanName, unknownInWords } from './unknown-entities.ts';

/** A table source as far as it is known. */
export interface Completed {
  source: AuthoredTableSource;
  /** The labels that resolved to entities of the same name, with their ids. */
  resolved: ReadonlyMap<string, string>;
  /** New entities that a person described. */
  entities: readonly AuthoredEntity[];
  unknown: ResolvedNames['unknown'];
  /** What the files print and the mapping does not record; null if that is not known because of findings. */
  unrecorded: FilledIn['unrecorded'];
  findings: Finding[];
}

/** Completes a mapping. `prompts` is null if nobody can be asked. Throws a usage error if the repository lacks the commit. */
export async function completeMapping(
  mapping: MappingFile,
  repository: Parameters<typeof fillIn>[1],
  store: Store,
  prompts: Prompts | null,
): Promise<Completed> {
  const entities = new Map<string, AuthoredEntity>();
  const postponed = new Set<string>();
  let { value } = mapping;
  for (;;) {
    const filled = fillIn({ ...mapping, value }, repository);
    const found = await resolveNames(filled.source, store);
    const unknown = found.unknown.filter(({ name, isId }) => !(isId && entities.has(name)));
    const symbols = found.symbols.filter(({ symbol }) => !postponed.has(symbol));
    const names = unknown.filter(({ name }) => !postponed.has(name));
    if (prompts === null || filled.findings.length > 0 || symbols.length + names.length === 0) {
      const { source, unrecorded, findings } = filled;
      return {
        source: { ...source, names: { ...source.names, ...Object.fromEntries(found.known) } },
        resolved: found.known,
        entities: [...entities.values()],
        unknown,
        unrecorded,
        findings: [...findings, ...unknownFindings({ ...found, unknown }, mapping)],
      };
    }
    // A label can be any text, so it is no key of an object here.
    const legend = new Map(Object.entries(value.legend ?? {}));
    for (const symbol of symbols) {
      const meaning = await askForSymbol(symbol, prompts);
      if (meaning === null) postponed.add(symbol.symbol);
      else legend.set(symbol.symbol, meaning);
    }
    const meanings = new Map(Object.entries(value.names ?? {}));
    for (const name of names) {
      const meaning = await askForName(name, prompts);
      if (meaning === null) postponed.add(name.name);
      else if (typeof meaning === 'object' && 'entity' in meaning) {
        entities.set(meaning.entity.id, meaning.entity);
        if (!name.isId) meanings.set(name.name, meaning.entity.id);
      } else meanings.set(name.name, meaning);
    }
    value = { ...value, legend: Object.fromEntries(legend), names: Object.fromEntries(meanings) };
  }
}

/** The findings of names and symbols that mean nothing yet, each at its place in the mapping. */
function unknownFindings({ unknown, symbols }: ResolvedNames, { value, place }: MappingFile): Finding[] {
  const placeOf = (field: 'legend' | 'names', key: string, path: readonly (string | number)[]) =>
    Object.hasOwn(value[field] ?? {}, key) ? place([field, key], 'key') : place(path);
  return [
    ...symbols.map(({ symbol, cells, path }) =>
      errorAt(
        'symbol',
        `\`legend\` does not say what “${symbol}” means (${count(cells, 'cell')})`,
        placeOf('legend', symbol, path),
        'Add its status, with the words of the source; a status of null states nothing.',
      ),
    ),
    ...unknown.map((one) => {
      const { name, isId, rows, path, candidates } = one;
      const similar =
        candidates.length === 0 ? '' : ` Similar: ${candidates.map(({ id }) => id).join(', ')}.`;
      return isId
        ? errorAt('reference', `no entity has the id “${name}”`, place(path), similar.trim() || null)
        : errorAt(
            'label',
            `“${name}” is not recorded${rows > 0 ? ` (${count(rows, 'row')})` : ''}`,
            placeOf('names', name, path),
            `${isMoreThanName(one) ? 'Perhaps it is several names, or more than a name: write the ids into `names`.' : ''}${similar}`.trim() ||
              null,
          );
    }),
  ];
}

/** The rules of the findings about names. */
const OF_NAMES: ReadonlySet<string> = new Set(['label', 'reference']);

/** Throws `would-be-invalid` if a mapping is not complete. `next` is the next step; `hasNames`: it says where the unknown names are. */
export function expectComplete(
  { findings, unknown }: Completed,
  name: string,
  next: string,
  hasNames: boolean,
): void {
  if (findings.length === 0) return;
  const names = unknown.length === 0 ? '' : `; not recorded: ${unknownInWords(unknown)}`;
  const shown = hasNames ? findings.filter(({ rule }) => !OF_NAMES.has(rule)) : findings;
  throw fail.invalidProposals(`${name} is not complete${names}`, shown, next);
}
