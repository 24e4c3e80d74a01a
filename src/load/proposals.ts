/** Reads a document of proposals. Each proposal is validated by itself, so a faulty one does not hide the faults of the others. */
import { z } from 'zod';
import { errorAt } from '../model/finding.ts';
import type { ProposalDocument, ProposalList, ProposedRecord } from '../model/proposals.ts';
import { FILE_SCHEMAS } from '../model/schema.ts';
import { validateAt } from './validate-schema.ts';
import { parseYaml, type YamlFile } from './yaml-file.ts';

const { shape } = FILE_SCHEMAS.proposals;

/** The schema of one record of each list. */
const RECORD_SCHEMAS = {
  entities: shape.entities.unwrap().element,
  edges: shape.edges.unwrap().element,
  remarks: shape.remarks.unwrap().element,
  read: shape.read.unwrap().element,
} as const;

const LISTS = Object.keys(RECORD_SCHEMAS) as ProposalList[];

const listsOf = <T extends z.ZodType>(records: T) => ({
  entities: records,
  edges: records,
  remarks: records,
  read: records,
});
const records = z.array(z.unknown()).optional();

/** The document without its records. */
const outerSchema = z.strictObject({ source: shape.source, ...listsOf(records) });

/** What can be read of a document with unknown fields, or with fields that are not lists. */
const lenientSchema = z.object({ source: shape.source, ...listsOf(records.catch(undefined)) });

/** Reads the text of a YAML or JSON document of proposals; `name` is its name in findings. */
export const parseProposals = (name: string, text: string): ProposalDocument =>
  proposalsOf(parseYaml(name, withoutFence(text)));

/** A file that contains a list of entities, as a document with that list. */
export const asEntities = (file: YamlFile): YamlFile => ({
  ...file,
  value: file.value === undefined ? undefined : { entities: file.value },
  locate: ([, ...path], what) => file.locate(path, what),
});

/** The proposals in a parsed document. */
export function proposalsOf(file: YamlFile): ProposalDocument {
  const document: ProposalDocument = {
    name: file.name,
    source: null,
    count: 0,
    proposals: [],
    incomplete: [],
    invalidIds: new Set(),
    findings: [...file.findings],
  };
  validateAt(file, [], file.value, outerSchema, document.findings);
  // A fault beside the lists does not hide the faults in them.
  const outer = validateAt(file, [], file.value, lenientSchema, []);
  if (outer === null) return document;
  document.source = outer.source ?? null;
  const invalidIds = new Set<string>();
  for (const list of LISTS) {
    for (const [index, value] of (outer[list] ?? []).entries()) {
      document.count++;
      const schema = RECORD_SCHEMAS[list];
      const valid = validateAt(file, [list, index], value, schema, document.findings);
      const place: ProposedRecord['place'] = (path = [], what) => file.locate([list, index, ...path], what);
      const record = (part: unknown) => ({ list, value: part, place }) as ProposedRecord;
      if (valid !== null) {
        document.proposals.push(record(valid));
        continue;
      }
      if (list === 'entities') invalidIds.add((value as { id?: string } | null)?.id ?? '');
      const rest = withoutInvalidFields(value, schema);
      if (rest !== null) document.incomplete.push(record(rest));
    }
  }
  if (document.count === 0 && document.findings.length === 0)
    document.findings.push(
      errorAt(
        'schema',
        'the document contains no proposals',
        file.locate([]),
        `Its lists: ${LISTS.join(', ')}.`,
      ),
    );
  return { ...document, invalidIds };
}

/** A record without its invalid fields; null if a field that it needs is missing or invalid. */
function withoutInvalidFields(value: unknown, schema: z.ZodType): unknown {
  const { error } = schema.safeParse(value);
  if (error === undefined || typeof value !== 'object' || value === null) return null;
  const invalid = new Set(
    error.issues.flatMap(({ path: [field], ...issue }) =>
      field === undefined && issue.code === 'unrecognized_keys' ? issue.keys : [String(field)],
    ),
  );
  const rest = Object.fromEntries(Object.entries(value).filter(([field]) => !invalid.has(field)));
  return schema.safeParse(rest).data ?? null;
}

/**
 * The one fenced block of a text, with empty lines for what is around it, so that its lines keep their numbers: language models like to
 * put a document in a fence. A fence at the start of a line is neither YAML nor JSON.
 */
function withoutFence(text: string): string {
  const [block, ...others] = text.matchAll(/^(`{3,})(?:ya?ml|json)?[ \t]*\r?\n([\s\S]*?\n)\1[ \t]*\r?$/gim);
  if (block === undefined || others.length > 0) return text;
  const [whole, , content = ''] = block;
  const start = block.index + whole.indexOf('\n') + 1;
  return text.slice(0, start).replace(/[^\n]/g, '') + content;
}
