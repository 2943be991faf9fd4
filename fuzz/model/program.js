import path from 'node:path/posix';

/**
 * One statement of a generated module: the unit of shrinking.
 * @typedef {{ code: string, tag: string | null }} Atom
 * @typedef {typeof SECTIONS[number]} Section
 */

/** A module's text is its sections in this order. `before` holds what stands textually before the requires. */
export const SECTIONS = /** @type {const} */ (['head', 'before', 'requires', 'mid', 'exports', 'body', 'tail']);

/** One generated JavaScript file: sections of atoms, the names in use, and the shape it exports. */
export class Module {
  /** @param {string} file path from the package root */
  constructor(file) {
    this.file = file;
    this.label = path.basename(file, path.extname(file));
    /** @type {Record<Section, Atom[]>} */
    this.sections = { head: [], before: [], requires: [], mid: [], exports: [], body: [], tail: [] };
    /** @type {import('./shape.js').Shape} */
    this.shape = { form: 'bag', keys: [] };
    this.names = new Set(['require', 'module', 'exports', 'console', 'process', 'global', 'globalThis']);
    this.strict = false;
    /** Applied to the whole text, for what no statement can show: line ends, BOM. @type {((text: string) => string) | null} */
    this.finish = null;
  }

  /** @param {Section} section @param {string} code @param {string | null} [tag] */
  add(section, code, tag = null) {
    this.sections[section].push({ code, tag });
  }

  /** A name not used in this module yet, from `base` on. @param {string} base */
  fresh(base) {
    let name = base;
    for (let i = 2; this.names.has(name); i++) name = base + i;
    this.names.add(name);
    return name;
  }

  /** @returns {string} */
  text() {
    const atoms = SECTIONS.flatMap((section) => this.sections[section]);
    const lines = atoms.map((atom) => atom.code);
    if (this.strict) lines.splice(lines[0]?.startsWith('#!') ? 1 : 0, 0, "'use strict';");
    const text = lines.length ? lines.join('\n') + '\n' : '';
    return this.finish ? this.finish(text) : text;
  }
}

/** A generated package: modules, other files, its manifest, and how it is started. */
export class Program {
  /** @param {string} id */
  constructor(id) {
    this.id = id;
    /** @type {Module[]} */
    this.modules = [];
    /** Other files of the package, also those below node_modules. @type {Record<string, string>} */
    this.files = {};
    /** @type {Record<string, unknown>} */
    this.manifest = { name: 'fuzz-program', version: '1.0.0' };
    /** What is started, from the package root: may be a path without extension or a folder. */
    this.entry = 'main.js';
    /** Tags of the constructs it holds. @type {string[]} */
    this.tags = [];
    /** Exit code the generator means it to have. */
    this.exitCode = 0;
  }

  /** Every file with its text, `package.json` among them. @returns {Map<string, string>} */
  render() {
    const files = new Map(Object.entries(this.files));
    if (!files.has('package.json')) files.set('package.json', JSON.stringify(this.manifest, null, 2) + '\n');
    for (const module of this.modules) files.set(module.file, module.text());
    return files;
  }

  /** The relative specifier by which `from` reaches `to`, without extension. @param {string} from @param {string} to */
  static specifier(from, to) {
    const relative = path.relative(path.dirname(from), to).replace(/\.js$/, '');
    return relative.startsWith('.') ? relative : './' + relative;
  }
}
