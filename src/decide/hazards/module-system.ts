import type { FreeKind, FreeUse, ModuleFacts } from '../../analyse/facts.js';
import { loadedBy } from '../../link/closure.js';
import type { Graph, GraphModule } from '../../link/graph.js';

/** A place in a file, and what it does there in words. */
export interface Place {
  at: number;
  what: string;
}

/**
 * Uses of CommonJS's variables that no ES module can answer: the file that makes one stays CommonJS. With the rule whose
 * page tells more.
 */
export const keepsCommonJs: Partial<Record<FreeKind, { rule: string; reason: string }>> = {
  'module.parent': { rule: 'module-object', reason: 'it reads module.parent' },
  'module.children': { rule: 'module-object', reason: 'it reads module.children' },
  'module.loaded': { rule: 'module-object', reason: 'it reads module.loaded' },
  'module.paths': { rule: 'module-object', reason: 'it reads module.paths' },
  'module.id': { rule: 'module-object', reason: 'it reads module.id' },
  module: { rule: 'module-object', reason: 'it uses the module object itself' },
  'require.main': { rule: 'main-module', reason: 'it reads require.main' },
  redeclared: { rule: 'kept-commonjs', reason: 'it declares a variable that CommonJS gives it, and reads its value' },
  'require =': { rule: 'kept-commonjs', reason: 'it assigns to require' },
  'require.cache': { rule: 'require-cache', reason: 'it uses require.cache' },
  'typeof module': { rule: 'kept-commonjs', reason: 'it tests for module' },
  'typeof exports': { rule: 'kept-commonjs', reason: 'it tests for exports' },
  'typeof require': { rule: 'kept-commonjs', reason: 'it tests for require' },
  return: { rule: 'kept-commonjs', reason: 'it returns at the top level' },
  arguments: { rule: 'kept-commonjs', reason: 'it reads the arguments of its module function' },
};

/** The first use in a file that only CommonJS answers. */
export function commonJsUse(facts: ModuleFacts): FreeUse | undefined {
  const isKept = ({ kind }: FreeUse): boolean => {
    if (kind === 'require.cache' && removesByName(facts)) return false;
    return keepsCommonJs[kind] !== undefined;
  };
  return facts.free.find(isKept);
}

/**
 * All that a file does with `require.cache` is `delete require.cache[require.resolve('./x')]`: createRequire() gives the
 * same cache (F06), and what it removes stays CommonJS.
 */
function removesByName({ hazards, requests, jestMethods, freeNames }: ModuleFacts): boolean {
  const uses = hazards.filter((h) => h.kind === 'cache');
  const isNamed = uses.every(
    (h) => h.name === 'delete' && h.request !== null && requests[h.request]!.specifier !== null,
  );
  // Under jest, require.cache is empty and removing from it does nothing.
  return isNamed && jestMethods.length === 0 && !freeNames.includes('jest');
}

/** Members of `require('module')` that code replaces to take part in every require(). */
const hooked = new Set([
  '_load',
  '_resolveFilename',
  '_findPath',
  '_nodeModulePaths',
  '_resolveLookupPaths',
  'wrap',
  'runMain',
]);

/** Where a file replaces part of CommonJS's loader, and how often the same part (twice: it is put back). */
export function loaderHooks(module: GraphModule): (Place & { key: string })[] {
  const found: (Place & { key: string })[] = [];
  for (const request of requestsOfLoader(module)) {
    for (const use of request.uses) {
      const key = use.key === 'prototype' ? `prototype.${use.then ?? '*'}` : use.key;
      const isReplaced = use.kind === 'write' && key !== null && hooked.has(key);
      const isMemberReplaced = use.writesThrough && (use.key === 'prototype' || use.key === '_extensions');
      if (isReplaced || isMemberReplaced)
        found.push({ at: use.range.start, key: key!, what: `it replaces Module.${key}` });
      else if (use.kind === 'patch')
        found.push({ at: use.range.start, key: '*', what: 'it patches the module loader' });
    }
  }
  // A handler for files that are no modules changes nothing for those that are.
  for (const { kind, name, range } of module.facts.hazards) {
    if (kind === 'extensions' && (name === null || /^\.([cm]?js|json)$/.test(name)))
      found.push({
        at: range.start,
        key: `extensions ${name}`,
        what: `it sets require.extensions[${name ? `'${name}'` : '…'}]`,
      });
  }
  return found;
}

/**
 * What loads while a hook is set that the file puts back (`Module._load = stub; require('./x'); Module._load = before`):
 * the hook is meant for the requires of just these.
 * @returns paths; null where no hook is put back
 */
export function loadedWhileHooked(graph: Graph, module: GraphModule): Set<string> | null {
  const hooks = loaderHooks(module);
  const own = hooks.filter(({ key }) => key === hooks[0]?.key);
  if (own.length < 2) return null;
  const direct = module.out.flatMap(({ request, to }) => {
    const { start } = request.range;
    const isMeant = start > own[0]!.at && (request.when !== 'eager' || start < own.at(-1)!.at);
    return isMeant && to !== null && request.form !== 'resolve' && graph.modules.has(to) ? [to] : [];
  });
  return new Set([...direct, ...loadedBy(graph, direct)]);
}

/** Uses of `require('module')._cache`, which is `require.cache`. */
export function loaderCache(module: GraphModule): Place | null {
  const use = requestsOfLoader(module)
    .flatMap((request) => request.uses)
    .find((u) => u.key === '_cache' || u.keys?.includes('_cache'));
  return use ? { at: use.range.start, what: 'it uses Module._cache' } : null;
}

function requestsOfLoader(module: GraphModule): GraphModule['facts']['requests'] {
  return module.facts.requests.filter((r) => r.specifier === 'module' || r.specifier === 'node:module');
}

/** Where a file asks which module was started: `process.mainModule`, `require.main.filename`. */
export function mainModuleRead(module: GraphModule): Place | null {
  const { hazards, free } = module.facts;
  const global = hazards.find((h) => h.kind === 'main-module');
  if (global) return { at: global.range.start, what: 'reads process.mainModule' };
  const own = free.find((f) => f.kind === 'require.main');
  return own ? { at: own.range.start, what: 'reads require.main' } : null;
}

/** True for a file whose meaning depends on who required it. */
export function readsParent(module: GraphModule): boolean {
  return module.facts.free.some((f) => f.kind === 'module.parent' || f.kind === '!module.parent');
}

/** True for a file that programs start with: a bin, a script, or one that nobody loads and no tool reads. */
export function isEntry(module: GraphModule): boolean {
  const { roles } = module.file;
  // A test that a script starts with node itself is a program like any other.
  if (roles.includes('test') && !roles.includes('script')) return false;
  if (roles.includes('config') || roles.includes('cjs-config')) return false;
  if (roles.includes('bin') || roles.includes('script')) return true;
  // `require.resolve()` gives its name: somebody starts it, or looks at it.
  return module.in.every(({ request }) => request.form === 'resolve') && module.dynamic.length === 0;
}
