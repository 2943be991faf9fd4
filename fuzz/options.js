import { parseArgs } from 'node:util';

export const USAGE = `node fuzz/run.js [options]
  --mode vanilla|solo|mixed|order|identity   what the programs hold (default vanilla)
  --seed N --count M                   which programs, how many (1, 100; solo: each construct once unless --count is given)
  --index I                            only the program with this index: to look at a failure again
  --tags a,b                           solo and mixed: only these constructs, or families (cycle, use, …)
  --no-hard                            solo and mixed: without constructs that nothing can preserve
  --density 0.15                       mixed: tagged constructs per place for one
  --tool api|unchanged|holder          what migrates (default api: the built package in this process)
  --api file                           the built API (default dist/src/index.js)
  --cmd "…{dir}…{out}"                 a command instead, such as: node bin/esmigrate.js {dir} --write --force --format json --out {out}
  --node path                          the Node that runs the programs
  --jobs N                             programs at a time (2)
  --every N                            consumers, idempotence, determinism: one program in N (4)
  --shrink N                           failures to shrink, of different kinds (3)
  --keep dir                           write failing programs there, shrunk, before and after
  --save-fixture name                  write the first shrunk failure to __testfixtures__/repos/<name>
  --json file                          write figures and failures there
  --show                               print the programs instead of running them
  --list                               print the tags and end`;

/** Reads the command line. @param {string[]} argv @throws {Error} an option that does not exist or has a bad value */
export function readOptions(argv) {
  const text = (/** @type {string} */ fallback) => /** @type {const} */ ({ type: 'string', default: fallback });
  const flag = /** @type {const} */ ({ type: 'boolean', default: false });
  const optional = /** @type {const} */ ({ type: 'string' });
  const { values } = parseArgs({
    args: argv,
    options: {
      mode: text('vanilla'),
      seed: text('1'),
      count: optional,
      index: optional,
      tags: text(''),
      'no-hard': flag,
      density: text('0.15'),
      tool: text('api'),
      api: text('dist/src/index.js'),
      cmd: optional,
      node: text(process.execPath),
      jobs: text('2'),
      every: text('4'),
      shrink: text('3'),
      keep: optional,
      'save-fixture': optional,
      json: optional,
      show: flag,
      list: flag,
      help: flag,
    },
  });
  const number = (/** @type {string} */ name, /** @type {string} */ given) => {
    const value = Number(given);
    if (!Number.isFinite(value) || value < 0) throw new Error(`--${name} needs a number, not ${given}.`);
    return value;
  };
  if (!['vanilla', 'solo', 'mixed', 'order', 'identity'].includes(values.mode))
    throw new Error(`Unknown mode ${values.mode}.`);
  return {
    mode: /** @type {import('./generate/program.js').Mode} */ (values.mode),
    seed: number('seed', values.seed),
    count: values.count === undefined ? null : number('count', values.count),
    index: values.index === undefined ? null : number('index', values.index),
    tags: values.tags.split(',').filter(Boolean),
    hard: !values['no-hard'],
    density: number('density', values.density),
    tool: values.tool,
    api: values.api,
    cmd: values.cmd ?? null,
    node: values.node,
    jobs: Math.max(1, number('jobs', values.jobs)),
    every: Math.max(1, number('every', values.every)),
    shrink: number('shrink', values.shrink),
    keep: values.keep ?? null,
    saveFixture: values['save-fixture'] ?? null,
    json: values.json ?? null,
    show: values.show,
    list: values.list,
    help: values.help,
  };
}
