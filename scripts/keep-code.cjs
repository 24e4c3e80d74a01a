// Runs a command line of the built program, and then keeps the code that V8 made of each file that has none yet.
const { existsSync, writeFileSync } = require('node:fs');
const { builtFile, loaded, start } = require('../bin/chipkb.cjs');

process.on('exit', () => {
  for (const [file, { script }] of loaded) {
    if (!existsSync(builtFile(file))) writeFileSync(builtFile(file), script.createCachedData());
  }
});
start();
