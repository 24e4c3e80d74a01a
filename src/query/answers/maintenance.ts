/** The answers of `build` and `cache`. */
import { z } from 'zod';

export const builtAnswer = z
  .strictObject({
    file: z.string().describe('The file that was built.'),
    metadata: z.string().nullable().describe('The file of Datasette metadata that was written.'),
    files: z.int().describe('The number of YAML files of the knowledge base, without kb.yaml.'),
    bytes: z.int().describe('The size of the file.'),
  })
  .describe('A knowledge base as one file.');

export const cacheAnswer = z
  .strictObject({
    folder: z.string().nullable().describe('The folder of the caches; null if the environment names none.'),
    files: z.int().describe('The number of caches found, or removed.'),
    bytes: z.int().describe('Their size in bytes.'),
    limit: z.int().describe('The size in bytes above which the least recently used caches are removed.'),
  })
  .describe('The caches of knowledge bases.');
