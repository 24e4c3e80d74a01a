/**
 * Bundles the program into `dist` as CommonJS, which Node starts faster than ES modules: one file with what every run needs, and
 * in `parts/` what a module of src loads by `import()`.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as runRolldown } from 'rolldown';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Identifies this build: the version, and a hash of everything that the program is made of. */
export function buildName(): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const hash = createHash('sha256');
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
  for (const name of [
    'package-lock.json',
    ...sources
      .filter((path) => path.endsWith('.ts'))
      .sort()
      .map((path) => join('src', path)),
  ])
    hash.update(`${name}\0`).update(readFileSync(join(root, name)));
  return `${version} ${hash.digest('hex').slice(0, 16)}`;
}

/** Writes the program and the licences of the packages in it into a folder, which is emptied first. */
export async function bundle(folder: string, build: string): Promise<void> {
  const { output } = await runRolldown({
    cwd: root,
    input: { chipkb: 'src/main.ts' },
    external: ['@photostructure/sqlite'],
    platform: 'node',
    transform: { target: 'node20.19', define: { CHIPKB_BUILD: JSON.stringify(build) } },
    output: {
      dir: folder,
      cleanDir: true,
      format: 'cjs',
      // A smaller file starts faster; names stay, for stack traces.
      minify: { compress: true, mangle: { keepNames: true }, codegen: true },
      entryFileNames: '[name].cjs',
      chunkFileNames: 'parts/[name].cjs',
      // Node takes longer to load many files, so the modules that most questions share are one file, and so on.
      codeSplitting: {
        groups: [
          { name: 'start', tags: ['$initial'], priority: 3 },
          {
            name: 'questions',
            test: /[\\/]src[\\/](cli[\\/](limited|split-names|named-records|filters|undated|commands[\\/](claims|compare|list|matrix|path|remarks|search|show|sources?|supports|timeline|who-supports|why)\.)|(query|render[\\/]views)[\\/](?!cite|diff|propose|suggest))/,
            priority: 2,
          },
          { name: 'load', test: /[\\/]src[\\/](load|check)[\\/]/, priority: 1 },
          {
            name: 'edit',
            test: /[\\/]src[\\/](edit|cli[\\/]commands[\\/](add|fmt|merge|remove|rename|set))/,
          },
          {
            name: 'cite',
            test: /[\\/]src[\\/](cli[\\/]commands|query|render([\\/]views)?)[\\/]cite/,
          },
          { name: 'sql', test: /[\\/]src[\\/]store[\\/]sql[\\/]/ },
        ],
      },
    },
  });
  const modules = output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
  writeFileSync(join(folder, 'THIRD-PARTY-LICENCES'), licencesOf(modules));
}

/** The licences of the packages that modules belong to. */
function licencesOf(modules: readonly string[]): string {
  const packages = new Set(modules.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? []));
  return [...packages]
    .sort()
    .map((path) => {
      const { name, version, license } = JSON.parse(
        readFileSync(join(path, 'package.json'), 'utf8'),
      ) as Record<string, string>;
      const file = readdirSync(path).find((entry) => /^licen[cs]e/i.test(entry));
      const text = file === undefined ? '' : `\n\n${readFileSync(join(path, file), 'utf8').trim()}`;
      return `${name} ${version} (${license})${text}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}
