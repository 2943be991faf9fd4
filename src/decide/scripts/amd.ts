import { posix } from 'node:path';
import type { AmdConfig } from '../../analyse/scripts/amd-config.js';
import { readAmd, type AmdFacts, type AmdObstacle } from '../../analyse/scripts/amd-facts.js';
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
  /** The name of the one export; null when the module has no value. */
  exportName: string | null;
}

export interface AmdProgram {
  modules: Map<string, AmdModule>;
  /** Libraries in load order. */
  vendors: { id: string; url: string }[];
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
  const config: AmdConfig = { baseUrl: null, paths: new Map(), shim: new Map(), problem: null };
  const addConfig = (found: AmdConfig): void => {
    config.baseUrl = found.baseUrl ?? config.baseUrl;
    found.paths.forEach((to, id) => config.paths.set(id, to));
    found.shim.forEach((to, id) => config.shim.set(id, to));
  };
  const visiting = new Set<string>();
  const entries = new Map(start.entries.map((e) => [e.id, e]));
  let refusal: AmdRefusal | null = null;
  for (const { id, config: found } of start.configs) {
    addConfig(found);
    if (found.problem) refusal ??= { file: id, rule: 'amd-form', ...found.problem };
  }
  const visit = (path: string): void => {
    if (program.modules.has(path) || refusal) return;
    if (visiting.has(path)) {
      refusal = {
        file: path,
        rule: 'amd-cycle',
        at: 0,
        message: 'Modules that need each other see unfinished values, other ones under AMD than as ES modules.',
      };
      return;
    }
    visiting.add(path);
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
    const module: AmdModule = { facts, targets: [], exportName: null };
    const wanted =
      facts.requires?.map((r) => ({ id: r.id, local: r.local?.name ?? null })) ??
      facts.deps.map((id, i) => ({ id, local: id === 'exports' ? null : usedParam(facts, i) }));
    for (const { id, local } of wanted) {
      const target = resolve(id, path, local);
      if (typeof target === 'string')
        refusal ??= { file: path, rule: 'amd-dependency', at: facts.statement?.start ?? 0, message: target };
      else {
        module.targets.push({ target, local });
        if (target.kind === 'module') visit(target.path);
        if (target.kind === 'vendor') addVendor(target.id);
      }
    }
    program.modules.set(path, module);
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
  const hasFallbacks = (id: string): boolean =>
    [...config.paths].some(([p, to]) => to === null && (id === p || id.startsWith(`${p}/`)));
  const resolve = (id: string, from: string, local: string | null): AmdTarget | string => {
    if (id === 'require' || id === 'exports' || id === 'module')
      return local === null ? { kind: 'none' } : `\`${id}\` is used as a value.`;
    if (id.includes('!')) {
      const [plugin, name] = [id.slice(0, id.indexOf('!')), id.slice(id.indexOf('!') + 1)];
      return plugin === 'text'
        ? { kind: 'text', path: locate(name, from) }
        : `The plugin \`${plugin}!\` loads in its own way.`;
    }
    if (hasFallbacks(id)) return `\`${id}\` has several addresses, of which the loader takes the first that works.`;
    const path = `${locate(id, from)}.js`;
    if (sources.has(path) && readAmd(path, sources.get(path)!) !== null && !config.shim.has(id))
      return { kind: 'module', path };
    const global = config.shim.get(id)?.exports ?? KNOWN_GLOBALS[id.toLowerCase()] ?? null;
    if (local !== null && global === null) return `It is not known which global \`${id}\` is.`;
    return { kind: 'vendor', id, url: path, global };
  };
  const pending = new Set<string>();
  const addVendor = (id: string): void => {
    if (program.vendors.some((v) => v.id === id)) return;
    const url = `${locate(id, start.entries[0]!.id)}.js`;
    // A library that knows AMD names what it needs; as a script it expects to find that.
    const named = namesInDefine(sources.get(url) ?? '').filter((dep) => !dep.startsWith('.'));
    pending.add(id);
    for (const dep of config.shim.get(id)?.deps ?? named) {
      const isVendor =
        !sources.has(`${locate(dep, url)}.js`) || readAmd(dep, sources.get(`${locate(dep, url)}.js`)!) === null;
      if (isVendor && !pending.has(dep)) addVendor(dep);
    }
    program.vendors.push({ id, url });
  };
  for (const { id } of start.entries) visit(id);
  return refusal ? { ...(refusal as AmdRefusal), seen: visiting } : program;
}

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
      if (known && JSON.stringify(known.targets) !== JSON.stringify(module.targets))
        return { file: path, rule: 'amd-form', at: 0, message: 'Pages load other modules under the same names.' };
      if (!known) joined.modules.set(path, module);
    }
  }
  nameExports(joined);
  return checkNames(joined) ?? joined;
}

function usedParam(facts: AmdFacts, index: number): string | null {
  const param = facts.params[index];
  return param && facts.scopes.declared.get(param)!.references.length > 0 ? param.name : null;
}

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
      m.targets.filter((t) => t.target.kind === 'module' && t.target.path === path && t.local !== null),
    );
    const camel = posix
      .basename(path, '.js')
      .replace(/[^\w$]+(\w)?/g, (_, c: string | undefined) => c?.toUpperCase() ?? '');
    const wanted = [uses[0]?.local, camel, `${camel}Module`].find(
      (n) => n && isBindingName(n) && !facts.scopes.names.has(n),
    );
    module.exportName = wanted ?? '_value';
  }
}

function checkNames({ modules }: AmdProgram): AmdRefusal | null {
  for (const [path, { targets, facts }] of modules) {
    for (const { target, local } of targets) {
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
