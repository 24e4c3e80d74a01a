// Parses every file of YAML of a knowledge base with the `yaml` package, one after the other.
const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const { parse } = require('yaml');

const folder = process.argv[2];
for (const part of ['entities', 'sources'])
  for (const name of readdirSync(join(folder, part))) parse(readFileSync(join(folder, part, name), 'utf8'));
