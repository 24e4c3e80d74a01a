/**
 * The program as CommonJS for a quick start: one file with what every run needs, and in `parts/` what few runs need, each
 * loaded by the `import()` that stands in the source. (Node takes longer to start ES modules, and to load many files.)
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile, type Plugin, transform } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The files of the program by their path in `dist`, and the modules that each was made of. */
export interface Bundle {
  files: ReadonlyMap<string, string>;
  modules: ReadonlyMap<string, readonly string[]>;
  /** The version, and what changes whenever the program does. */
  build: string;
}

/** The file that every run loads. */
const MAIN = 'chipkb';

/** The file that a thread runs which works on files. */
export const THREAD = 'worker';

/** Modules that libraries load at once and this program needs late or never. */
const STAND_INS: readonly { wanted: RegExp; by: RegExp; contents: string }[] = [
  {
    // Runs subcommands that are programs of their own, of which there are none.
    wanted: /^node:child_process$/,
    by: /\/commander\//,
    contents: `module.exports = { get spawn() { return require('node:child_process').spawn } };`,
  },
  {
    // The level of colour is always given.
    wanted: /^#supports-color$/,
    by: /\/chalk\//,
    contents: 'export default { stdout: false, stderr: false };',
  },
  // The styles of heads and borders are always empty.
  { wanted: /^@colors\/colors\/safe$/, by: /\/cli-table3\//, contents: 'module.exports = {};' },
  {
    // The text that it measures is made for the measure: stand-ins and spaces.
    wanted: /^string-width$/,
    by: /\/cli-table3\//,
    contents: 'module.exports = (text) => text.length;',
  },
  {
    // A long table that only Chinese texts need; they are folded where nothing can be waited for.
    wanted: /\/chinese\.ts$/,
    by: /\/src\/model\//,
    contents: `exports.simplifier = () => require('./parts/chinese.cjs').simplifier();`,
  },
  {
    // Its form as an ES module asks Node where it lies.
    wanted: /^@photostructure\/sqlite$/,
    by: /\/src\//,
    contents: `module.exports = require('@photostructure/sqlite');`,
  },
  {
    // It looks for the binary beside the module that asks for it, which is no longer in its package; and looking as it does
    // takes longer than loading what comes with the package.
    wanted: /^node-gyp-build$/,
    by: /\/@photostructure\/sqlite\//,
    contents: `
      const { existsSync } = require('node:fs');
      const { createRequire } = require('node:module');
      const { join } = require('node:path');
      const folders = createRequire(join(__dirname, 'x')).resolve.paths('@photostructure/sqlite');
      const folder = folders.map((one) => join(one, '@photostructure', 'sqlite')).find(existsSync);
      if (folder === undefined) throw new Error('not installed');
      module.exports = () => {
        const libc = existsSync('/etc/alpine-release') ? 'musl' : 'glibc';
        const name = '@photostructure+sqlite.' + libc + '.node';
        try {
          const binary = { exports: {} };
          process.dlopen(binary, join(folder, 'prebuilds', process.platform + '-' + process.arch, name));
          return binary.exports;
        } catch {
          return require('node-gyp-build')(folder);
        }
      };
    `,
  },
];

const standIns: Plugin = {
  name: 'stand-ins',
  setup({ onResolve, onLoad }) {
    for (const [index, { wanted, by }] of STAND_INS.entries()) {
      onResolve({ filter: wanted }, ({ importer }) =>
        by.test(importer) ? { path: String(index), namespace: 'stand-in' } : null,
      );
    }
    onResolve({ filter: /^\.\/parts\// }, ({ path }) => ({ path, external: true }));
    onLoad({ filter: /.*/, namespace: 'stand-in' }, ({ path }) => ({
      contents: STAND_INS[Number(path)]?.contents ?? '',
      resolveDir: root,
    }));
  },
};

/** Bundles the program; takes well under a second. */
export async function bundle(): Promise<Bundle> {
  const common = {
    platform: 'node',
    target: 'node20',
    minify: true,
    legalComments: 'none',
    logLevel: 'error',
  } as const;
  const { outputFiles, metafile } = await build({
    ...common,
    absWorkingDir: root,
    entryPoints: { [MAIN]: 'src/main.ts', 'parts/chinese': 'src/model/chinese.ts' },
    bundle: true,
    splitting: true,
    format: 'esm',
    write: false,
    outdir: '.',
    chunkNames: 'parts/[name]-[hash]',
    metafile: true,
    define: { 'import.meta.dirname': '__dirname' },
    plugins: [standIns],
  });
  const texts = new Map(outputFiles.map(({ path, text }) => [posix.relative(root, path), text]));
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const name = `${version} ${sumOf(JSON.stringify([...texts]))}`;

  const shared = closureOf(metafile, `${MAIN}.js`);
  const files = new Map<string, string>();
  const modules = new Map<string, string[]>();
  const names = namesOf(metafile);
  const nameOf = (path: string) => names.get(path) ?? path;
  const inputsOf = (path: string) => Object.keys(metafile.outputs[path]?.inputs ?? {});

  const main = await build({
    ...common,
    bundle: true,
    format: 'cjs',
    write: false,
    supported: { 'dynamic-import': false },
    define: { CHIPKB_BUILD: JSON.stringify(name) },
    stdin: {
      contents: withShared(shared.map((path) => ({ path, names: metafile.outputs[path]?.exports ?? [] }))),
      resolveDir: root,
    },
    plugins: [fromMemory(texts, new Set([...shared, `${MAIN}.js`]), nameOf)],
  });
  files.set(`${MAIN}.cjs`, asFunction(main.outputFiles[0]?.text ?? ''));
  modules.set(`${MAIN}.cjs`, [`${MAIN}.js`, ...shared].flatMap(inputsOf).sort());

  for (const [path, text] of texts) {
    if (path === `${MAIN}.js` || shared.includes(path)) continue;
    const { code } = await transform(text, {
      ...common,
      format: 'cjs',
      supported: { 'dynamic-import': false },
    });
    const linked = code.replace(/require\("\.\/([^"]+\.js)"\)/g, (_, to: string) => {
      const index = shared.indexOf(`parts/${to}`);
      return index === -1
        ? `require("./${basename(nameOf(`parts/${to}`))}")`
        : `require("../${MAIN}.cjs").shared[${index}]()`;
    });
    // Node gives the names of a CommonJS module to who imports it, and esbuild only the whole.
    const { entryPoint = '' } = metafile.outputs[path] ?? {};
    const isCommonJs = metafile.inputs[entryPoint]?.format === 'cjs';
    files.set(
      nameOf(path),
      asFunction(isCommonJs ? `${linked}module.exports=module.exports.default;` : linked),
    );
    modules.set(nameOf(path), inputsOf(path).sort());
  }
  // A thread shares no module with the program that starts it.
  const thread = await build({
    ...common,
    absWorkingDir: root,
    entryPoints: { [THREAD]: 'src/kb/build/worker.ts' },
    bundle: true,
    format: 'cjs',
    write: false,
    outdir: '.',
    metafile: true,
    supported: { 'dynamic-import': false },
  });
  files.set(`${THREAD}.cjs`, thread.outputFiles[0]?.text ?? '');
  modules.set(`${THREAD}.cjs`, Object.keys(thread.metafile.inputs).sort());
  return { files, modules, build: name };
}

/**
 * A module as the function that `bin/chipkb.cjs` calls, in ASCII, which is read soonest, with a sum of it at the end. (esbuild
 * escapes strings, and leaves regular expressions as they are.)
 */
function asFunction(module: string): string {
  const text = `(function(exports,require,module,__dirname){${module}\n})`.replace(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `${text}//${sumOf(text)}`;
}

const sumOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** The main file, which gives the parts what they share with it. What they need is put together when one of them is loaded. */
function withShared(shared: readonly { path: string; names: readonly string[] }[]): string {
  const own = (name: string, index: number) => `${name}_${index}`;
  const imports = shared.map(({ path, names }, index) => {
    const renamed = names.map((name) => `${name} as ${own(name, index)}`);
    return `import { ${renamed.join(', ')} } from './${path}';`;
  });
  const objects = shared.map(({ names }, index) => {
    const getters = names.map((name) => `get ${name}() { return ${own(name, index)}; }`);
    return `() => ({ ${getters.join(', ')} })`;
  });
  return [...imports, `import './${MAIN}.js';`, `export const shared = [${objects.join(', ')}];`].join('\n');
}

/** The outputs that an output imports at once, directly or not. */
function closureOf({ outputs }: Metafile, entry: string): string[] {
  const found = new Set([entry]);
  for (const path of found) {
    for (const { path: to, kind } of outputs[path]?.imports ?? [])
      if (kind === 'import-statement' && to in outputs) found.add(to);
  }
  found.delete(entry);
  return [...found].sort();
}

/** Each output's path in `dist`: a part is named by its entry point, or by the largest module in it. */
function namesOf({ outputs }: Metafile): Map<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const [path, { entryPoint, inputs }] of Object.entries(outputs).sort()) {
    const sizes = Object.entries(inputs).sort(([, a], [, b]) => b.bytesInOutput - a.bytesInOutput);
    const own = entryPoint?.startsWith('stand-in:') ? undefined : entryPoint;
    const module = own ?? sizes[0]?.[0] ?? 'helpers';
    const inPackage = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(module)?.[1]?.replace('/', '-');
    const stem = inPackage ?? posix.basename(module, '.ts');
    const base = entryPoint ? stem : `${stem}-code`;
    const name = taken.has(base) ? `${base}-${taken.size}` : base;
    taken.add(name);
    names.set(path, `parts/${name}.cjs`);
  }
  return names;
}

/** Reads the outputs of the first pass; those that are not `inside` stay files of their own. */
function fromMemory(
  texts: ReadonlyMap<string, string>,
  inside: ReadonlySet<string>,
  nameOf: (path: string) => string,
): Plugin {
  return {
    name: 'from-memory',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.{1,2}\// }, ({ path, importer }) => {
        const to = posix.join(importer === '<stdin>' ? '.' : posix.dirname(importer), path);
        if (inside.has(to)) return { path: to, namespace: 'memory' };
        return { path: `./${texts.has(to) ? nameOf(to) : to}`, external: true };
      });
      onLoad({ filter: /.*/, namespace: 'memory' }, ({ path }) => ({ contents: texts.get(path) ?? '' }));
    },
  };
}
