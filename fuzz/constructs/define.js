/**
 * What a construct gets to work with. Statements it adds carry its tag.
 * @typedef {object} Context
 * @property {import('../random.js').Random} rng
 * @property {import('../model/program.js').Program} program
 * @property {import('../model/program.js').Module} module the module it is put into
 * @property {import('../model/program.js').Module} child a module this one requires, for constructs that ask for one (imports, uses: the target)
 * @property {string} spec the specifier of `child` from `module`
 * @property {string} x for uses and order: the local name that holds `child`'s whole value
 * @property {(section: import('../model/program.js').Section, ...code: string[]) => void} add to `module`
 * @property {(section: import('../model/program.js').Section, ...code: string[]) => void} addChild to `child`
 * @property {(file: string, ...code: string[]) => void} file adds a module of these statements to the program
 * @property {(...expressions: string[]) => void} print prints the expressions from the body of `module`
 * @property {(count: number) => string[]} words fresh names in `module`
 * @property {(base: string) => string} name a fresh name in `module`
 * @property {number} n a small number
 *
 * @typedef {object} Construct
 * @property {string} tag
 * @property {'exports' | 'imports' | 'uses' | 'body' | 'program'} slot where it goes
 * @property {(c: Context) => unknown} make exports: returns the Shape; imports: returns a Bound or nothing
 * @property {import('../model/shape.js').Shape['form']} [target] the form the child must have
 * @property {boolean} [child] it needs a child
 * @property {boolean} [idiom] it has a form without holder, createRequire or kept file
 * @property {boolean} [sloppy] it must not stand in strict code
 * @property {boolean} [hard] no static migration preserves it: a finding or a kept file is the right outcome
 */

/** Makes the definer of one slot's constructs: `(tag, make, traits)`. @param {Construct['slot']} slot @param {Partial<Construct>} [common] */
export const definer =
  (slot, common = {}) =>
  /** @param {string} tag @param {Construct['make']} make @param {Partial<Construct>} [traits] @returns {Construct} */
  (tag, make, traits = {}) => ({ tag, slot, make, ...common, ...traits });

/** From a file's folder to the package root, as the start of a specifier. @param {string} file */
export const toRoot = (file) => '../'.repeat(file.split('/').length - 1) || './';
