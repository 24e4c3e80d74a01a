import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    maxWorkers: '100%',
    globalSetup: 'test/support/temp-folder.ts',
    // Libraries are loaded once in each worker; the modules of src still load again for each test file.
    isolate: false,
    // Ends a test that hangs. No test may depend on the speed of the machine.
    testTimeout: 20 * 60_000,
    hookTimeout: 20 * 60_000,
    projects: [
      { extends: true, test: { name: 'memory', include: ['test/**/*.test.ts'] } },
      {
        // The same command lines, answered from an SQLite database.
        extends: true,
        test: {
          name: 'sqlite',
          env: { STORE: 'sqlite' },
          include: [
            'docs',
            'cli/answers',
            'cli/behaviour',
            'cli/dates',
            'cli/golden-answers',
            'cli/tables',
            'query/path',
            'query/search',
            'query/source',
            'query/versions',
          ].map((name) => `test/${name}.test.ts`),
        },
      },
    ],
  },
});
