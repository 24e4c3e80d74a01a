/** Parts of a source of tables: the file of a part, and the words outside rows. */
import type { AuthoredPrinted, AuthoredTableSource } from './schema.ts';

/** Keys and indexes from the top of a source file to a part of it. */
export type PathInSource = readonly (string | number)[];

/** The path of the file that a part names; a part that names none is in the only file. */
export const pathOfFile = (
  { files }: { files: readonly { path: string }[] },
  path: string | undefined,
): string => path ?? files[0]?.path ?? '';

/** The labels that `names` leaves out. */
export const leftOutLabels = ({ names }: Pick<AuthoredTableSource, 'names'>): ReadonlySet<string> =>
  new Set(
    Object.entries(names).flatMap(([label, meaning]) =>
      typeof meaning === 'object' && 'leave-out' in meaning ? [label] : [],
    ),
  );

/** Words of the legend, of what is given for a table, or of the evidence of an edge. */
export interface WordsOutsideRows extends AuthoredPrinted {
  /** Where they are in the source file, and the field there that contains them. */
  at: PathInSource;
  field: 'words' | 'printed';
}

/** The words outside rows. Those that are given for a table are in its file, if they name no other. */
export function wordsOutsideRows({ legend, tables, edges = [] }: AuthoredTableSource): WordsOutsideRows[] {
  return [
    ...Object.entries(legend).flatMap(([symbol, { words, path, line }]): WordsOutsideRows[] =>
      words === undefined || line === undefined
        ? []
        : [{ printed: words, path, line, at: ['legend', symbol], field: 'words' }],
    ),
    ...tables.flatMap(({ given = {}, path }, index) =>
      Object.entries(given).flatMap(([field, printed]): WordsOutsideRows[] =>
        printed
          ? [
              {
                ...printed,
                path: printed.path ?? path,
                at: ['tables', index, 'given', field],
                field: 'printed',
              },
            ]
          : [],
      ),
    ),
    ...edges.flatMap(({ evidence }, index) =>
      evidence.map(
        (printed, position): WordsOutsideRows => ({
          ...printed,
          at: ['edges', index, 'evidence', position],
          field: 'printed',
        }),
      ),
    ),
  ];
}

/** True if the path of the file of some words, or the address of its repository, contains them. */
export const isInAddress = (
  source: Pick<AuthoredTableSource, 'repository'> & { files: readonly { path: string }[] },
  { printed, path }: AuthoredPrinted,
): boolean => `${source.repository}/${pathOfFile(source, path)}`.includes(printed);
