import { posix } from 'node:path';
import type * as t from '@babel/types';
import type { AmdConfig } from '../../analyse/scripts/amd-config.js';
import { readAmd, type AmdFacts, type AmdObstacle } from '../../analyse/scripts/amd-facts.js';
import { doesWork } from './amd-work.js';
import { parentOf } from '../../analyse/tree.js';
import { isBindingName } from '../../analyse/identifier-names.js';

/** What one dependency is. */
export type AmdTarget =
  | { kind: 'module'; path: string }
  /** A library that a script tag loads; its value is a global. */
  | { kind: 'vendor'; id: string; url: string; global: string | null }
  /** `text!file`. */
  | { kind: 'text'; path: string }
  | { kind: 'none' };

export interface AmdModule {
  facts: AmdFacts;
  /** In order, with the local name that gets the value. */
  targets: { target: AmdTarget; local: string | null }[];
  /** The local names of what `require('x')` inside an expression gives, in the order of the facts. */
  lookups: string[];
  /** What the requests of functions load, in the order of the facts. */
  loads: { target: AmdTarget; local: string | null }[][];
  /** The name of the one export; null when the module has no value. */
  exportName: string | null;
}

export interface AmdVendor {
  id: string;
  url: string;
  /** Where it is looked for when it is not there, and the global that tells. */
  fallbacks: string[];
  global: string | null;
}

export interface AmdProgram {
  modules: Map<string, AmdModule>;
  /** Libraries in load order. */
  vendors: AmdVendor[];
}

export interface AmdRefusal extends AmdObstacle {
  file: string;
}

/** Globals of libraries that know AMD and need no shim. */
const KNOWN_GLOBALS: Record<string, string> = {
  jquery: 'jQuery',
  underscore: '_',
  lodash: '_',
  backbone: 'Backbone',
  handlebars: 'Handlebars',
  mustache: 'Mustache',
  knockout: 'ko',
  angular: 'angular',
  moment: 'moment',
  d3: 'd3',
  react: 'React',
};

/** What a page starts, and how it resolves names. */
export interface AmdStart {
  /** What it starts, in order: files, or inline scripts by an id of their own; `isModule`: names can be relative to it. */
  entries: { id: string; source: string; isModule: boolean }[];
  /** The folder that names are relative to, unless a configuration says otherwise. */
  base: string;
  /** The folder of the page, which `baseUrl` is relative to. */
  folder: string;
  configs: { id: string; config: AmdConfig }[];
}

/**
 * Follows an AMD program from what a page starts.
 * @param sources project files by path
 * @returns the program, without names for what its modules export, or what stands in the way: then all of it stays AMD
 */
export function planAmd(
  start: AmdStart,
  sources: ReadonlyMap<string, string>,
): AmdProgram | (AmdRefusal & { seen: Set<string> }) {
  const program: AmdProgram = { modules: new Map(), vendors: [] };
  const config: AmdConfig = {
    baseUrl: null,
    paths: new Map(),
    fallbacks: new Map(),
    shim: new Map(),
    problem: null,
  };
  const addConfig = (found: AmdConfig): void => {
    config.baseUrl = found.baseUrl ?? config.baseUrl;
    found.paths.forEach((to, id) => config.paths.set(id, to));
    found.fallbacks.forEach((to, id) => config.fallbacks.set(id, to));
    found.shim.forEach((to, id) => config.shim.set(id, to));
  };
  const visiting = new Set<string>();
  const stack: string[] = [];
  /** Modules that need each other, from the one that is asked for first. */
  const cycles: string[][] = [];
  /** What is loaded while the program runs. */
  const later: string[] = [];
  const entries = new Map(start.entries.map((e) => [e.id, e]));
  let refusal: AmdRefusal | null = null;
  for (const { id, config: found } of start.configs) {
    addConfig(found);
    if (found.problem) refusal ??= { file: id, rule: 'amd-form', ...found.problem };
  }
  const visit = (path: string): void => {
    if (program.modules.has(path) || refusal) return;
    if (visiting.has(path)) return void cycles.push(stack.slice(stack.indexOf(path)));
    visiting.add(path);
    stack.push(path);
    const facts = readAmd(path, entries.get(path)?.source ?? sources.get(path)!);
    if (facts === null)
      refusal = { file: path, rule: 'amd-form', at: 0, message: 'This file is loaded as an AMD module and is none.' };
    else if ('rule' in facts) refusal = { file: path, ...facts };
    if (refusal || facts === null || 'rule' in facts) return;
    if (facts.config) addConfig(facts.config);
    if (facts.name !== null && `${locate(facts.name, path)}.js` !== path) {
      const message = `The module is named \`${facts.name}\`, which is not the name of its file.`;
      refusal = { file: path, rule: 'amd-form', at: facts.statement!.start!, message };
      return;
    }
    const { wanted, lookups } = wantedBy(facts);
    const module: AmdModule = { facts, targets: [], lookups, loads: [], exportName: null };
    const targetOf = (id: string, local: string | null, at: number): AmdTarget | null => {
      const target = resolve(id, path, local);
      if (typeof target === 'string') refusal ??= { file: path, rule: 'amd-dependency', at, message: target };
      else if (target.kind === 'vendor') addVendor(target);
      return typeof target === 'string' ? null : target;
    };
    for (const { id, local } of wanted) {
      const target = targetOf(id, local, facts.statement?.start ?? 0);
      if (!target) continue;
      module.targets.push({ target, local });
      if (target.kind === 'module') visit(target.path);
    }
    for (const { ids, call, params } of facts.loads) {
      const targets = ids.flatMap((id, i) => {
        const local = params[i] && isUsed(facts, params[i]) ? params[i].name : null;
        const target = targetOf(id, local, call.start!);
        if (target?.kind === 'module') later.push(target.path);
        return target ? [{ target, local }] : [];
      });
      module.loads.push(targets);
    }
    program.modules.set(path, module);
    stack.pop();
  };
  const base = (): string => (config.baseUrl === null ? start.base : posix.join(start.folder, config.baseUrl));
  const locate = (id: string, from: string): string => {
    // What a page starts by `require([…])` is no module that names are relative to.
    const isStart = entries.get(from)?.isModule === false;
    if (id.startsWith('.')) return posix.join(isStart ? base() : posix.dirname(from), id);
    const prefix = [...config.paths.keys()]
      .filter((p) => id === p || id.startsWith(`${p}/`))
      .sort((a, b) => b.length - a.length)[0];
    const mapped = prefix === undefined ? id : config.paths.get(prefix)! + id.slice(prefix.length);
    // Such a name goes to the server as it is; one that ends in .js is relative to the page.
    if (isAddress(mapped)) return mapped;
    return id.endsWith('.js') ? posix.join(start.folder, id.slice(0, -'.js'.length)) : posix.join(base(), mapped);
  };
  const isUnknown = (id: string): boolean =>
    [...config.paths].some(
      ([p, to]) => (to === null && id === p) || (id.startsWith(`${p}/`) && config.fallbacks.get(p)!.length > 0),
    );
  const resolve = (id: string, from: string, local: string | null): AmdTarget | string => {
    if (id === 'require' || id === 'exports' || id === 'module')
      return local === null ? { kind: 'none' } : `\`${id}\` is used as a value.`;
    if (id.includes('!')) {
      const [plugin, name] = [id.slice(0, id.indexOf('!')), id.slice(id.indexOf('!') + 1)];
      if (plugin !== 'text') return `The plugin \`${plugin}!\` loads in its own way.`;
      if (name.includes('!')) return `\`${id}\` is only a part of a file.`;
      // A file is no module: its name may end in .js, too.
      return {
        kind: 'text',
        path: name.endsWith('.js') ? `${locate(name.slice(0, -3), from)}.js` : locate(name, from),
      };
    }
    const others = config.fallbacks.get(id) ?? [];
    const several = `\`${id}\` has several addresses, of which the loader takes the first that works.`;
    if (isUnknown(id)) return several;
    const path = `${locate(id, from)}.js`;
    if (sources.has(path) && readAmd(path, sources.get(path)!) !== null && !config.shim.has(id))
      return others.length > 0 ? several : { kind: 'module', path };
    const global = globalOf(id);
    if (local !== null && global === null) return `It is not known which global \`${id}\` is.`;
    if (others.length > 0 && global === null) return several;
    return { kind: 'vendor', id, url: path, global };
  };
  const globalOf = (id: string): string | null =>
    config.shim.get(id)?.exports ?? KNOWN_GLOBALS[id.toLowerCase()] ?? null;
  const pending = new Set<string>();
  const addVendor = ({ id, global }: { id: string; global: string | null }): void => {
    if (program.vendors.some((v) => v.id === id)) return;
    const url = `${locate(id, start.entries[0]!.id)}.js`;
    // A library that knows AMD names what it needs; as a script it expects to find that.
    const named = namesInDefine(sources.get(url) ?? '').filter((dep) => !dep.startsWith('.'));
    pending.add(id);
    for (const dep of config.shim.get(id)?.deps ?? named) {
      const isVendor =
        !sources.has(`${locate(dep, url)}.js`) || readAmd(dep, sources.get(`${locate(dep, url)}.js`)!) === null;
      if (isVendor && !pending.has(dep)) addVendor({ id: dep, global: globalOf(dep) });
    }
    const fallbacks = (config.fallbacks.get(id) ?? []).map((to) => `${isAddress(to) ? to : posix.join(base(), to)}.js`);
    program.vendors.push({ id, url, fallbacks, global });
  };
  for (const { id } of start.entries) visit(id);
  for (let next = later.shift(); next !== undefined; next = later.shift()) visit(next);
  const file = refusal ? undefined : cycles.find((cycle) => !isExactCycle(cycle, program))?.[0];
  if (file !== undefined) {
    const message = 'Modules that need each other see unfinished values, other ones under AMD than as ES modules.';
    refusal = { file, rule: 'amd-cycle', at: 0, message };
  }
  return refusal ? { ...(refusal as AmdRefusal), seen: visiting } : program;
}

/**
 * Whether modules that need each other find the same values as ES modules: nothing runs while they load, and the last one
 * asks for the first one in functions (`require('a').x`) or for the object that that one fills.
 */
function isExactCycle(cycle: readonly string[], { modules }: AmdProgram): boolean {
  const own = cycle.map((path) => modules.get(path)!);
  if (own.some(doesWork)) return false;
  const [first, last] = [modules.get(cycle[0]!)!, own.at(-1)!];
  return last.targets.every(
    ({ target, local }) =>
      target.kind !== 'module' ||
      target.path !== cycle[0] ||
      local === null ||
      first.facts.filled !== null ||
      isLookedUp(last, local),
  );
}

/** A name that only stands for `require('x')` inside functions, and is no parameter or variable of the module. */
const isLookedUp = ({ lookups, facts }: AmdModule, local: string): boolean =>
  lookups.includes(local) && !facts.scopes.names.has(local);

/**
 * What a module needs before it runs, with its own names for that.
 * @returns also the names for `require('x')` inside expressions
 */
function wantedBy(facts: AmdFacts): { wanted: { id: string; local: string | null }[]; lookups: string[] } {
  const isName = (id: string): boolean => id === 'exports' || id === 'require';
  const listed: { id: string; local: string | null; at: number }[] =
    facts.requires?.map((r) => ({ id: r.id, local: r.local?.name ?? null, at: r.statement.start! })) ??
    facts.deps.map((id, i) => ({ id, local: isName(id) ? null : usedParam(facts, i), at: -1 }));
  const names = new Set(facts.scopes.names);
  const lookups = facts.lookups.map(({ id, call }) => {
    // The name that the module has for it, where no other variable is called so.
    const known = listed.find((w) => w.id === id && w.local !== null);
    const isOnly = facts.scopes.bindings.filter((b) => b.name === known?.local).length <= 1;
    if (known && isOnly) return known.local!;
    const camel = camelCase(posix.basename(id.slice(id.indexOf('!') + 1), '.js'));
    let local = isBindingName(camel) ? camel : `${camel}Module`;
    while (names.has(local)) local += '_';
    names.add(local);
    const unnamed = listed.find((w) => w.id === id && w.local === null);
    if (unnamed) unnamed.local = local;
    else listed.push({ id, local, at: call.start! });
    return local;
  });
  return { wanted: facts.requires ? listed.sort((a, b) => a.at - b.at) : listed, lookups };
}

const camelCase = (name: string): string =>
  name.replace(/[^\w$]+(\w)?/g, (_, c: string | undefined) => c?.toUpperCase() ?? '');

/** `http://…`, `//…`, `/js/lib` */
export const isAddress = (url: string): boolean => /^(?:[a-z][a-z\d+.-]*:|\/)/i.test(url);

/** The names in `define(['jquery'], factory)`, wherever it stands. */
function namesInDefine(source: string): string[] {
  const list = /\bdefine\(\s*(?:(["'])[^"']*\1\s*,\s*)?\[([^\]]*)\]/.exec(source)?.[2] ?? '';
  const names = [...list.matchAll(/(["'])([^"']+)\1/g)].map(([, , name]) => name!);
  return names.filter((name) => !/^(?:require|exports|module)$|!/.test(name));
}

/**
 * Joins the programs of several pages, which may share modules, and names what their modules export.
 * @returns what stands in the way of all of them
 */
export function joinAmd(programs: readonly AmdProgram[]): AmdProgram | AmdRefusal {
  const joined: AmdProgram = { modules: new Map(), vendors: [] };
  for (const { modules } of programs) {
    for (const [path, module] of modules) {
      const known = joined.modules.get(path);
      const text = ({ targets, loads }: AmdModule): string => JSON.stringify([targets, loads]);
      if (known && text(known) !== text(module))
        return { file: path, rule: 'amd-form', at: 0, message: 'Pages load other modules under the same names.' };
      if (!known) joined.modules.set(path, module);
    }
  }
  nameExports(joined);
  return checkNames(joined) ?? joined;
}

function usedParam(facts: AmdFacts, index: number): string | null {
  const param = facts.params[index];
  return param && isUsed(facts, param) ? param.name : null;
}

const isUsed = ({ scopes }: AmdFacts, param: t.Identifier): boolean =>
  scopes.declared.get(param)!.references.length > 0;

/** Everything that a module takes from others, now or later. */
const allTargets = ({ targets, loads }: AmdModule): AmdModule['targets'] => [...targets, ...loads.flat()];

/** The name of what is returned, else what importers call it, else the name of the file. */
function nameExports({ modules }: AmdProgram): void {
  for (const [path, module] of modules) {
    const { facts } = module;
    const value = facts.object ?? facts.returned?.argument ?? facts.filled;
    if (!value) continue;
    if (
      value.type === 'Identifier' &&
      value !== facts.filled &&
      facts.scopes.byNode.get(value)?.binding?.kind !== 'param'
    ) {
      const binding = facts.scopes.byNode.get(value)?.binding;
      const parent = binding ? parentOf(binding.declarations[0]!) : null;
      const isSet = parent?.type !== 'VariableDeclarator' || Boolean(parent.init);
      if (binding && isSet && binding.declarations.length === 1 && binding.references.every((r) => r.mode === 'read')) {
        module.exportName = value.name;
        continue;
      }
    }
    const uses = [...modules.values()].flatMap((m) =>
      allTargets(m).filter((t) => t.target.kind === 'module' && t.target.path === path && t.local !== null),
    );
    const camel = camelCase(posix.basename(path, '.js'));
    const wanted = [uses[0]?.local, camel, `${camel}Module`].find(
      (n) => n && isBindingName(n) && !facts.scopes.names.has(n),
    );
    module.exportName = wanted ?? '_value';
  }
}

function checkNames({ modules }: AmdProgram): AmdRefusal | null {
  for (const [path, module] of modules) {
    const { facts } = module;
    for (const { target, local } of allTargets(module)) {
      if (target.kind === 'module' && local !== null && modules.get(target.path)!.exportName === null) {
        return {
          file: path,
          rule: 'amd-form',
          at: facts.statement!.start!,
          message: `\`${local}\` is the value of a module that has none.`,
        };
      }
    }
  }
  return null;
}
