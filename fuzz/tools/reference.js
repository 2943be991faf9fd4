import path from 'node:path/posix';
import { ownFiles } from './tool.js';

/** Changes nothing: every difference it shows is a fault of the generator or runner. @type {import('./tool.js').Tool} */
export const unchangedTool = {
  name: 'unchanged',
  migrate: async (_dir, files) => ({ files: ownFiles(files), findings: [] }),
};

/** The module as a function body of the CommonJS parameters, its exports object kept: nothing static is left. @param {string} source */
function wrap(source) {
  const hashbang = /^#!.*\n/.exec(source)?.[0] ?? '';
  const body = source.slice(hashbang.length);
  return `${hashbang}import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
const module = { exports: {}, filename: import.meta.filename, id: import.meta.filename, require };
try {
  if (require.resolve(process.argv[1]) === import.meta.filename) require.main = module;
} catch {
  // Not started by a file name: not the main module.
}
(function (exports, require, module, __filename, __dirname) {
${body}
}).call(module.exports, module.exports, require, module, import.meta.filename, import.meta.dirname);
const whole = module.exports;
export { whole as default, whole as 'module.exports' };
`;
}

/**
 * The universal fallback in every file, the reference that full preservation is reachable: it differs only in cycles,
 * sloppy code and what no module can see (`module.parent`, `require.cache`).
 * @type {import('./tool.js').Tool}
 */
export const holderTool = {
  name: 'holder',
  reference: true,
  migrate: async (_dir, before) => {
    const files = ownFiles(before);
    const root = JSON.parse(files.get('package.json') ?? '{}');
    if (root.type === 'module') return { files, findings: [] };
    const bins = new Set(typeof root.bin === 'string' ? [root.bin] : Object.values(root.bin ?? {}));
    for (const [file, text] of files) {
      const isScript = file.endsWith('.js') || bins.has('./' + file);
      if (isScript && scopeOf(file, files).type === undefined && !path.basename(file).startsWith('.'))
        files.set(file, wrap(text.replace(/^\ufeff/, '')));
    }
    for (const [file, text] of files) {
      if (path.basename(file) !== 'package.json') continue;
      const manifest = JSON.parse(text);
      if (manifest.type && manifest.type !== 'commonjs') continue;
      if (manifest.type === 'commonjs' && file !== 'package.json') continue;
      manifest.type = 'module';
      files.set(file, JSON.stringify(manifest, null, 2) + '\n');
    }
    return { files, findings: [] };
  },
};

/** The nearest package.json's value, a root of type commonjs counting as one without. @param {string} file @param {Map<string, string>} files */
function scopeOf(file, files) {
  for (let dir = path.dirname(file); ; dir = path.dirname(dir)) {
    const text = files.get(path.join(dir, 'package.json'));
    if (text && dir === '.') return { type: undefined };
    if (text) return JSON.parse(text);
    if (dir === '.') return { type: undefined };
  }
}
