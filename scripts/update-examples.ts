/** Runs the examples in the documents again and writes their output. Read the difference before you commit it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ask } from '../test/support/run.ts';
import { withOutputs } from './readme-examples.ts';

for (const document of ['README.md', 'CONTRIBUTING.md', 'docs/architecture.md']) {
  const file = fileURLToPath(new URL(`../${document}`, import.meta.url));
  const outputOf = async (line: string) => {
    const { out, err } = await ask(line, { columns: 100, env: { NO_COLOR: '1' } });
    return err + out;
  };
  writeFileSync(file, await withOutputs(readFileSync(file, 'utf8'), outputOf));
}
