/** A repository with tables, and a knowledge base that records them as the source `matrix`. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sha256 } from '../../src/model/sha256.ts';
import { commit, git } from './edited-kb.ts';

/** Files by path. */
export type TextFiles = Readonly<Record<string, string>>;

export const MATRIX = `# Models

✅ runs · ❌ does not run

## Text

=== "A2"

    | Model | Note | Runs | INT8 |
    |---|---|---|---|
    | One/Two | new | ✅ | ❌ |
    | Three | | ❌ | |
`;

export const VISION = `<h1>Vision</h1>
<table>
<tr><th>Chip</th><th>Model</th><th>Runs</th></tr>
<tr><td rowspan="2">A2</td><td>One/Two</td><td>✅</td></tr>
<tr><td>Three</td>
<td>❌</td></tr>
</table>
`;

/** The files of the repository. */
export const REPOSITORY_FILES: TextFiles = { 'docs/a2/matrix.md': MATRIX, 'docs/vision.html': VISION };

/** Writes files into a folder. */
export function writeFiles(folder: string, files: TextFiles): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

/** A new temporary folder with these files. */
export function folderWith(files: TextFiles): string {
  const folder = mkdtempSync(join(tmpdir(), 'chipkb-tables-'));
  writeFiles(folder, files);
  return folder;
}

/** Commits the files of a repository, and returns the id and the day of the commit. */
export function commitFiles(folder: string, files: TextFiles): { commit: string; committed: string } {
  writeFiles(folder, files);
  commit(folder, 'Change');
  const [id = '', seconds] = git(folder, 'log', '-1', '--format=%H %ct').trim().split(' ');
  return { commit: id, committed: new Date(Number(seconds) * 1000).toISOString().slice(0, 10) };
}

/** The SHA-256 of a line of a text. */
export const hashOf = (text: string, line: number): string => sha256(text.split('\n')[line - 1] ?? '');

const ENTITIES = `- {id: gazette, name: The Gazette, kind: publisher, description: A project.}
- {id: a2, name: Ascend A2, kind: hardware, description: A chip.}
- {id: one, name: One, kind: model, description: A model.}
- {id: two, name: Two, kind: model, description: A model.}
- {id: three, name: Three, kind: model, description: A model.}
`;

/** The source in YAML. */
export const matrixYaml = (at: { commit: string; committed: string }): string => `id: matrix
title: Supported models
publisher: gazette
said-by: gazette
repository: https://github.com/gazette/matrix
commit: ${at.commit}
committed: ${at.committed}
licence: MIT
files:
  - {path: docs/a2/matrix.md, sha256: ${sha256(MATRIX)}, changed: ${at.committed}}
  - {path: docs/vision.html, sha256: ${sha256(VISION)}, changed: ${at.committed}}
legend:
  ✅: {status: available, words: runs, path: docs/a2/matrix.md, line: 3}
  ❌: {status: unsupported, words: does not run, path: docs/a2/matrix.md, line: 3}
names:
  One/Two: [one, two]
  Three: three
  A2: a2
tables:
  - id: text
    path: docs/a2/matrix.md
    heading: [Models, Text, A2]
    given:
      from: {printed: A2, line: 7, sha256: ${hashOf(MATRIX, 7)}}
    columns: {Model: to, Runs: {}, INT8: {precision: INT8}}
    rows:
      - {line: 11, sha256: ${hashOf(MATRIX, 11)}, cells: {Model: One/Two, Runs: ✅, INT8: ❌}}
      - {line: 12, sha256: ${hashOf(MATRIX, 12)}, cells: {Model: Three, Runs: ❌}}
  - id: vision
    path: docs/vision.html
    heading: [Vision]
    columns: {Chip: from, Model: to, Runs: {task: Vision}}
    rows:
      - {line: 4, sha256: ${hashOf(VISION, 4)}, cells: {Chip: A2, Model: One/Two, Runs: ✅}}
      - {line: 6, sha256: ${hashOf(VISION, 6)}, cells: {Chip: A2, Model: Three, Runs: ❌}}
edges:
  - relation: member-of
    from: one
    to: two
    evidence:
      - {printed: a2, path: docs/a2/matrix.md}
`;

/** A knowledge base in a new temporary folder, with this source of tables. */
export const tableKb = (source: string): string =>
  folderWith({
    'kb.yaml': 'format: 2\ntitle: t\ndescription: d\nlicence: l\n',
    'entities/all.yaml': ENTITIES,
    'sources/matrix.yaml': source,
  });

/** The mapping of that source: without rows, hashes, and the lines that can be found. */
export const mappingOf = (at: { commit: string; committed: string }): string =>
  matrixYaml(at)
    .replace(/^ +(rows:|- \{line: ).*\n/gm, '')
    .replace(/, (?:sha256: [0-9a-f]{64}|line: \d+|changed: [\d-]+)/g, '');
