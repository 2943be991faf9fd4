// Makes the tree that the bench runs on: the same files every time, written as people write them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A small generator of random numbers (mulberry32): the same seed gives the same tree. */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const nouns = 'user order cart item price stock label page report query token session cache queue batch rule'.split(
  ' ',
);
const verbs = 'load save find parse format check merge build read write count sort filter update remove render'.split(
  ' ',
);
const builtins = [
  ['fs', "const fs = require('fs');", "fs.existsSync('.')"],
  ['path', "const path = require('path');", "path.join('a', 'b')"],
  ['util', "const { inspect, promisify } = require('util');", 'inspect(promisify)'],
  ['events', "const EventEmitter = require('events');", 'new EventEmitter()'],
  ['os', "var os = require('os');", 'os.tmpdir()'],
];

/**
 * Writes a project of `count` modules.
 * @returns the paths of the modules
 */
export function writeTree(root, count, seed = 1) {
  const random = randomFrom(seed);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const paths = [];
  const write = (path, text) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write('package.json', '{\n  "name": "bench-tree",\n  "version": "1.0.0",\n  "private": true\n}\n');
  const perFolder = 20;
  for (let i = 0; i < count; i++) {
    const folder = `src/${pick(nouns)}-${Math.floor(i / perFolder)}`;
    const previous = paths[paths.length - 1];
    const home = i % perFolder === 0 ? folder : dirname(previous);
    const isIndex = i % perFolder === perFolder - 1;
    const own = paths.filter((path) => dirname(path) === home);
    const others = i > perFolder ? [pick(paths), pick(paths)] : [];
    const path = `${home}/${isIndex ? 'index' : `${pick(verbs)}-${i}`}.js`;
    write(path, isIndex ? barrel(own) : moduleText(random, pick, i, home, [...own.slice(-2), ...others]));
    paths.push(path);
  }
  return paths;
}

/** A variable for a module: `src/cart-1/load-20.js` is `load20`, `src/cart-1/index.js` is `cart1`. */
const camel = (path) =>
  path
    .replace(/\/index\.js$/, '')
    .split('/')
    .pop()
    .replace(/\.js$/, '')
    .replace(/-(\w)/g, (_, c) => c.toUpperCase());

function relative(from, to) {
  const target = to.replace(/\.js$/, '');
  return dirname(to) === from ? `./${target.split('/').pop()}` : `../${target.slice('src/'.length)}`;
}

/** An `index.js` that hands on what its neighbours export. */
function barrel(own) {
  const lines = own.map(
    (path) => `exports.${camel(path)} = require('./${path.split('/').pop().replace(/\.js$/, '')}');`,
  );
  return `'use strict';\n\n${lines.join('\n')}\n`;
}

function moduleText(random, pick, i, home, needs) {
  const used = [pick(builtins), pick(builtins)].filter((b, n, all) => all.indexOf(b) === n);
  const requires = [...new Set(needs)].map((path) => [
    camel(path),
    `const ${camel(path)} = require('${relative(home, path)}');`,
  ]);
  const header = i % 3 === 0 ? '/*!\n * bench-tree\n * MIT Licensed\n */\n\n' : '';
  const lines = [...used.map((b) => b[1]), ...requires.map((r) => r[1])];
  const body = [];
  const names = [];
  const functions = 6 + Math.floor(random() * 8);
  for (let n = 0; n < functions; n++) {
    const name = `${pick(verbs)}${pick(nouns).replace(/^./, (c) => c.toUpperCase())}${n}`;
    names.push(name);
    body.push(functionText(random, pick, name, names, used, requires));
  }
  const end = exportsText(i, names);
  return `${header}'use strict';\n\n${lines.join('\n')}\n\n${body.join('\n\n')}\n\n${end}\n`;
}

function functionText(random, pick, name, names, used, requires) {
  const other = pick(names);
  const noun = pick(nouns);
  const steps = [
    `  const ${noun}s = Object.keys(options).filter((key) => key !== '${pick(nouns)}');`,
    `  if (!options || typeof options !== 'object') {\n    throw new TypeError('${name}: expected options, got ' + typeof options);\n  }`,
    `  for (let index = 0; index < limit; index++) {\n    total += index % 2 === 0 ? index : -index;\n    if (total > 1000) break;\n  }`,
    `  const result = values.map((value) => ({ ...value, ${noun}: value.${noun} || null }));`,
    `  try {\n    ${pick(used)[2]};\n  } catch (error) {\n    if (error.code !== 'ENOENT') throw error;\n  }`,
    `  const text = \`\${options.${noun} || 'none'}: \${limit} of \${values.length}\`;`,
    requires.length > 0 ? `  if (typeof ${pick(requires)[0]} === 'function') total += 1;` : '  total += 1;',
    `  return values.length > limit ? ${other}(options, values.slice(0, limit)) : values;`,
  ];
  const chosen = steps.slice(0, -1).filter(() => random() < 0.7);
  return [
    '/**',
    ` * ${name.replace(/[A-Z]/g, (c) => ' ' + c.toLowerCase())} of a list.`,
    ' * @param {object} options',
    ' * @param {object[]} values',
    ' */',
    `function ${name}(options, values = []) {`,
    '  let total = 0;',
    `  const limit = ${Math.floor(random() * 100)};`,
    ...chosen.map((step, n) => step.replace(/const (result|text|\w+s) /, (_, v) => `const ${v}${n} `)),
    steps.at(-1),
    '}',
  ].join('\n');
}

/** The ways of exporting, in turn. */
function exportsText(i, names) {
  switch (i % 5) {
    case 0:
      return `module.exports = {\n  ${names.join(',\n  ')},\n};`;
    case 1:
      return names.map((name) => `exports.${name} = ${name};`).join('\n');
    case 2:
      return `module.exports = ${names[0]};\nmodule.exports.${names[1]} = ${names[1]};`;
    case 3:
      return `module.exports = class ${names[0].replace(/^./, (c) => c.toUpperCase())} {\n  run(options) {\n    return ${names[0]}(options);\n  }\n};`;
    default:
      return `module.exports = {\n  first: ${names[0]},\n  LIMIT: 10,\n  all(options) {\n    return [${names.join(', ')}].map((f) => f(options));\n  },\n};`;
  }
}
