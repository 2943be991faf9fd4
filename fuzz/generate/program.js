import { Module, Program } from '../model/program.js';
import { makeRandom } from '../random.js';
import { sharedStateProgram } from '../shared-state/program.js';
import { identityProgram } from './identity.js';
import { vanillaExports, vanillaImport, vanillaUses, WORDS } from './vanilla.js';

/**
 * @typedef {import('../constructs/define.js').Construct} Construct
 * @typedef {import('../constructs/define.js').Context} Context
 * @typedef {'vanilla' | 'solo' | 'mixed' | 'order' | 'identity'} Mode
 * @typedef {{ seed: number, index: number, mode: Mode, constructs: Construct[], density: number }} Recipe
 * @typedef {{ from: number, to: number, imports: Construct | null, uses: Construct | null }} Edge
 * @typedef {{ module: Module, exports: Construct | null, body: Construct[], form: import('../model/shape.js').Shape['form'] | null }} Node
 */

const FILES = [
  'lib/core.js',
  'util.js',
  'lib/parts/leaf.js',
  'helpers/tools.js',
  'config-values.js',
  'lib/store.js',
  'shared.js',
  'api/routes.js',
];

/** Builds the program of a recipe; the same recipe gives the same program. @param {Recipe} recipe */
export function generateProgram(recipe) {
  const rng = makeRandom(recipe.seed, recipe.mode, recipe.index);
  const program = new Program(`${recipe.mode}-${recipe.seed}-${recipe.index}`);
  if (recipe.mode === 'identity') return identityProgram(program, rng);
  if (recipe.mode === 'order') return sharedStateProgram(program, rng);
  const draft = skeleton(program, rng);
  if (recipe.mode === 'solo') {
    const chosen = recipe.constructs[recipe.index % recipe.constructs.length];
    place(draft, chosen, rng);
  }
  if (recipe.mode === 'mixed') {
    const slots = draft.nodes.length * 2 + draft.edges.length * 2 + 1;
    const wanted = Math.max(2, Math.round(slots * recipe.density));
    for (const construct of rng.shuffle(recipe.constructs).slice(0, wanted)) place(draft, construct, rng);
  }
  fill(program, draft, rng);
  return program;
}

/** @typedef {{ nodes: Node[], edges: Edge[], whole: Construct[] }} Draft */

/** Modules and who requires whom, without cycles: module 0 is the main one. @param {Program} program @param {import('../random.js').Random} rng @returns {Draft} */
function skeleton(program, rng) {
  const files = ['main.js', ...rng.shuffle(FILES)].slice(0, 2 + rng.int(5));
  /** @type {Node[]} */
  const nodes = files.map((file) => ({ module: new Module(file), exports: null, body: [], form: null }));
  /** @type {Edge[]} */
  const edges = [];
  const connect = (/** @type {number} */ from, /** @type {number} */ to) => {
    if (!edges.some((e) => e.from === from && e.to === to)) edges.push({ from, to, imports: null, uses: null });
  };
  for (let i = 1; i < nodes.length; i++) connect(rng.int(i), i);
  for (let extra = rng.int(nodes.length); extra > 0; extra--) {
    const from = rng.int(nodes.length - 1);
    connect(from, from + 1 + rng.int(nodes.length - from - 1));
  }
  for (const node of nodes) node.module.strict = rng.chance(0.5);
  program.modules = nodes.map((n) => n.module);
  program.manifest.main = './main.js';
  rng.pick([
    () => (program.manifest.private = true),
    () => (program.manifest.exports = { '.': './main.js', './package.json': './package.json' }),
    () => undefined,
  ])();
  return { nodes, edges, whole: [] };
}

/** Finds a free slot for a construct; does nothing where there is none. @param {Draft} draft @param {Construct} construct @param {import('../random.js').Random} rng */
function place(draft, construct, rng) {
  const { nodes, edges, whole } = draft;
  const childFits = (/** @type {number} */ to) =>
    !construct.target || (!nodes[to].exports && [null, construct.target].includes(nodes[to].form));
  const claim = (/** @type {number} */ to) => construct.target && (nodes[to].form = construct.target);
  if (construct.slot === 'program') {
    // Two of one family would write the same files.
    const family = construct.tag.split('.')[0];
    if (!whole.some((other) => other.tag.startsWith(family + '.'))) whole.push(construct);
  } else if (construct.slot === 'body') {
    const node = rng.pick(nodes);
    node.body.push(construct);
    if (construct.sloppy) node.module.strict = false;
  } else if (construct.slot === 'exports') {
    const open = nodes.filter(
      (n, i) => !n.exports && !n.form && (!construct.child || edges.some((e) => e.from === i && childFits(e.to))),
    );
    if (open.length === 0) return;
    const imported = open.filter((n) => n !== nodes[0]);
    const node = rng.pick(imported.length && rng.chance(0.9) ? imported : open);
    node.exports = construct;
    const edge = edges.find((e) => nodes[e.from] === node && childFits(e.to));
    if (construct.child && edge) claim(edge.to);
  } else {
    const slot = construct.slot;
    const open = edges.filter((e) => !e[slot] && childFits(e.to) && (slot === 'imports' || !e.imports));
    if (open.length === 0) return;
    const edge = rng.pick(open);
    edge[slot] = construct;
    claim(edge.to);
  }
}

/** Writes the statements, children first, so that each importer knows what exists. @param {Program} program @param {Draft} draft @param {import('../random.js').Random} rng */
function fill(program, draft, rng) {
  for (let i = draft.nodes.length - 1; i >= 0; i--) {
    const node = draft.nodes[i];
    const plain = context(program, node.module, null, rng, null);
    const outgoing = draft.edges.filter((e) => e.from === i);
    const bounds = outgoing.map((edge) => ({ edge, bound: bind(program, draft, edge, rng) }));
    if (rng.chance(0.3))
      plain.add('head', rng.pick([`// ${node.module.label}: a plain comment`, `/*\n * ${node.module.label}\n */\n`]));
    plain.add('mid', `console.log('load ${node.module.label}');${rng.chance(0.2) ? ' // trace' : ''}`);
    if (rng.chance(0.3)) plain.add('mid', rng.pick(['', '// what follows is exported', '/** Documented. */']));
    for (const construct of node.body) construct.make(context(program, node.module, null, rng, construct));
    node.module.shape = exportsOf(
      program,
      draft,
      node,
      outgoing,
      bounds.map((b) => b.bound).filter((b) => b !== null),
      rng,
    );
    for (const { edge, bound } of bounds) {
      if (!bound) continue;
      const c = context(program, node.module, draft.nodes[edge.to].module, rng, edge.uses, bound.x);
      vanillaUses(context(program, node.module, draft.nodes[edge.to].module, rng, null), bound);
      if (edge.uses && bound.x) edge.uses.make(c);
    }
  }
  for (const construct of draft.whole) construct.make(context(program, draft.nodes[0].module, null, rng, construct));
}

/** @param {Program} program @param {Draft} draft @param {Edge} edge @param {import('../random.js').Random} rng @returns {import('./vanilla.js').Bound | null} */
function bind(program, draft, edge, rng) {
  const from = draft.nodes[edge.from].module;
  const child = draft.nodes[edge.to].module;
  const c = context(program, from, child, rng, edge.imports);
  if (!edge.imports) return vanillaImport(c, edge.uses !== null);
  const made = /** @type {{ x: string } | undefined} */ (edge.imports.make(c));
  return made ? { x: made.x, shape: child.shape } : null;
}

/** @param {Program} program @param {Draft} draft @param {Node} node @param {Edge[]} outgoing @param {import('./vanilla.js').Bound[]} bounds @param {import('../random.js').Random} rng @returns {import('../model/shape.js').Shape} */
function exportsOf(program, draft, node, outgoing, bounds, rng) {
  const construct = node.exports;
  if (!construct) return vanillaExports(context(program, node.module, null, rng, null), node.form, bounds);
  let child = null;
  if (construct.child) {
    const edge = outgoing.find((e) => !construct.target || draft.nodes[e.to].module.shape.form === construct.target);
    child = edge ? draft.nodes[edge.to].module : extraChild(program, draft, construct.target ?? 'bag', rng);
  }
  return /** @type {import('../model/shape.js').Shape} */ (
    construct.make(context(program, node.module, child, rng, construct))
  );
}

/** A plain module for a construct that found no child of its form. @param {Program} program @param {Draft} draft @param {string} form @param {import('../random.js').Random} rng */
function extraChild(program, draft, form, rng) {
  const module = new Module('extra/child.js');
  const c = context(program, module, null, rng, null);
  c.add('mid', `console.log('load child');`);
  module.shape = vanillaExports(c, form, []);
  program.modules.push(module);
  return module;
}

/**
 * What a construct, or vanilla code (`construct` null), works with.
 * @param {Program} program @param {Module} module @param {Module | null} child @param {import('../random.js').Random} rng
 * @param {Construct | null} construct @param {string} [x] @returns {Context}
 */
function context(program, module, child, rng, construct, x = '') {
  const tag = construct?.tag ?? null;
  if (tag && !program.tags.includes(tag)) program.tags.push(tag);
  const add = (/** @type {import('../model/program.js').Section} */ section, /** @type {string[]} */ ...code) => {
    for (const statement of code) module.add(section, statement, tag);
  };
  const addChild = (/** @type {import('../model/program.js').Section} */ section, /** @type {string[]} */ ...code) => {
    // What is added to a child that replaced its exports object must go to the new one.
    const replaced = child?.sections.exports.some((atom) => /module\.exports =/.test(atom.code));
    for (const statement of code)
      child?.add(section, replaced ? statement.replace(/(?<![\w.])exports\b/g, 'module.exports') : statement, tag);
  };
  const words = (/** @type {number} */ count) => {
    const free = WORDS.filter((w) => !module.names.has(w));
    return rng
      .shuffle(free)
      .slice(0, count)
      .map((w) => module.fresh(w));
  };
  return {
    rng,
    program,
    module,
    child: /** @type {Module} */ (child),
    spec: child ? Program.specifier(module.file, child.file) : '',
    x,
    n: rng.int(90) + 10,
    add,
    addChild,
    file: (file, ...code) => {
      const added = new Module(file);
      for (const statement of code) added.add('body', statement, tag);
      program.modules.push(added);
    },
    print: (...expressions) => {
      if (expressions.length) module.add('body', `console.log('${module.label}:', ${expressions.join(', ')});`, tag);
    },
    words,
    name: (base) => module.fresh(base),
  };
}
