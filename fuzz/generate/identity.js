import { Module } from '../model/program.js';

/**
 * A program that is ES modules from the start, in the styles people write: a migration must not touch a byte of it.
 * @param {import('../model/program.js').Program} program @param {import('../random.js').Random} rng
 */
export function identityProgram(program, rng) {
  const extension = rng.chance(0.3) ? 'mjs' : 'js';
  if (extension === 'js') program.manifest.type = 'module';
  const names = ['main', 'lib/one', 'lib/two', 'three'].slice(0, 2 + rng.int(3));
  const file = (/** @type {string} */ name) => `${name}.${extension}`;
  program.manifest.main = './' + file('main');
  program.entry = file('main');
  program.modules = names.map((name, i) => {
    const module = new Module(file(name));
    const targets = names.slice(i + 1).filter((_, offset) => offset === 0 || rng.chance(0.4));
    for (const target of targets) {
      const up = '../'.repeat(name.split('/').length - 1) || './';
      const spec = `${up}${file(target)}`;
      const local = target.replace('/', '_');
      module.add(
        'requires',
        rng.pick([
          `import { value as ${local} } from '${spec}'`,
          `import * as ${local} from "${spec}";`,
          `import ${local} from '${spec}';`,
        ]),
      );
      module.add('body', `console.log(typeof ${local})`);
    }
    const extra = rng.pick([
      `import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);\nconst os = require('os');\nconsole.log(typeof os.EOL);`,
      `import fs, { readFileSync } from 'fs';\nconsole.log(typeof fs.existsSync, typeof readFileSync);`,
      `const module = { exports: {} };\nmodule.exports.local = 1;\nconsole.log(module.exports.local);`,
      `const exports = {};\nexports.a = 1;\nconsole.log(exports.a);`,
      `console.log(typeof require, typeof module, typeof this);`,
      `console.log(import.meta.url.startsWith('file:'));`,
      `import('node:path').then(({ sep }) => console.log(sep.length));`,
      `// require('x')\nfunction load(require) { return require('y'); }\nconsole.log(load((s) => s));`,
    ]);
    module.add('requires', extra);
    module.add(
      'exports',
      rng.pick([
        `export const value = ${rng.int(90)}`,
        `const value = 'v';\nexport { value, value as 'string-name' };`,
        `export function value() {}`,
      ]),
    );
    module.add('exports', rng.pick([`export default value;`, `export { value as default };`]));
    return module;
  });
  return program;
}
