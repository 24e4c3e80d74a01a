// Runs command lines of the built program, one after the other, and then keeps the code that V8 made of each file that has none yet.
const { existsSync, writeFileSync } = require('node:fs');
const { codeFile, loaded, start } = require('../bin/chipkb.cjs');

const lines = process.argv.slice(2);

process.on('beforeExit', () => {
  const line = lines.shift();
  if (line === undefined) return;
  process.argv = [...process.argv.slice(0, 2), ...line.split(' ')];
  // Something to wait for brings this event again.
  setImmediate(start);
});
process.on('exit', () => {
  for (const [file, { script }] of loaded) {
    if (!existsSync(codeFile(file))) writeFileSync(codeFile(file), script.createCachedData());
  }
});
