/** The files of a new, empty knowledge base. */
import { yamlOf } from './new-file.ts';

const EXAMPLE = `# An example of a source: copy it to <id>.yaml, or let \`chipkb add source <file>\` write one.
#
# yaml-language-server: $schema=../schema/source.schema.json
id: example-news-chip              # the name of the file
title: Example firm to support the example model
publisher: example-news            # the id of an entity of kind publisher, company or service
url: https://example.com/news/1
published: 2025-02-05
text: example-news-chip.txt        # in seeds/, byte for byte as received
sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
extent: {first: 1, last: 12}       # the lines that are the document; the rest is boilerplate

edges:
  - relation: supports             # chipkb help add edge lists the relations
    from: example-chips
    to: example-model
    status: pledged                # a plan is not a product
    printed: will support          # the words of the source for the status
    said-by: example-chips         # who says it
    printed-date: Tuesday
    date: 2025-02-04
    date-basis: the Tuesday before publication
    evidence:
      - quote: Example Chips said on Tuesday it will support Example Model
`;

/** The files of a new knowledge base by name; `schemas` are the JSON Schemas for editors, by name. */
export function newKb(title: string, schemas: ReadonlyMap<string, string>): Map<string, string> {
  const kb = { format: 1, title, description: 'What it covers.', licence: 'not stated' };
  return new Map([
    ['kb.yaml', `# yaml-language-server: $schema=schema/kb.schema.json\n${yamlOf(kb)}`],
    [
      'entities/companies.yaml',
      '# yaml-language-server: $schema=../schema/entities.schema.json\n# Companies: what the sources say of them, and nothing else.\n\n[]\n',
    ],
    ['sources/example.yaml.txt', EXAMPLE],
    [
      'seeds/.gitattributes',
      '# The texts of the sources keep their bytes: their sha256 is recorded.\n* -text\n',
    ],
    ...[...schemas].map(([name, text]): [string, string] => [`schema/${name}`, text]),
  ]);
}
