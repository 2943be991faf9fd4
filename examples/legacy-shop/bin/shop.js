#!/usr/bin/env node
/*!
 * legacy-shop: the command line
 */
'use strict';

const { version } = require('../package.json');

// Commands load what they need when they run: `--version` stays quick.
const commands = {
  list: (args, options) => require('../src/cli/list')(args, options),
  quote: (args, options) => require('../src/cli/quote')(args, options),
  config: () => JSON.stringify(require('../src/config'), null, 2),
  gateway: () => require('../src/payments').gateway,
};

/**
 * @param {string[]} argv
 * @returns {{ name: string|undefined, args: string[], options: Object<string, string|true> }}
 */
function parse(argv) {
  const options = {};
  const args = argv.filter((arg) => {
    const match = /^--([\w-]+)(?:=(.*))?$/.exec(arg);
    if (match) options[match[1]] = match[2] === undefined ? true : match[2];
    return !match;
  });
  return { name: args[0], args: args.slice(1), options };
}

function run(argv, out) {
  const { name, args, options } = parse(argv);
  if (options.version) {
    out.write(version + '\n');
    return 0;
  }
  if (!Object.prototype.hasOwnProperty.call(commands, name)) {
    out.write('usage: legacy-shop <' + Object.keys(commands).join('|') + '>\n');
    return 2;
  }
  try {
    out.write(commands[name](args, options) + '\n');
    return 0;
  } catch (err) {
    out.write('error: ' + err.message + '\n');
    return 1;
  }
}

module.exports = { run, parse, commands: Object.keys(commands) };

if (require.main === module) {
  process.exitCode = run(process.argv.slice(2), process.stdout);
}
