import { posix } from 'node:path';
import type { StaticRequest } from '../analyse/module-syntax.js';
import { builtinNames } from '../link/builtins.js';
import { lexedNames } from '../link/cjs-names.js';
import type { Graph } from '../link/graph.js';
import { decodeSpecifier } from '../link/percent.js';
import type { Output } from './outputs.js';

/** What a specifier of an output leads to. `unknown`: nothing can be said about its names. */
export type Target =
  | { kind: 'output'; output: Output }
  | { kind: 'names'; names: ReadonlySet<string>; hasDefault: boolean; isPackage: boolean }
  | { kind: 'unknown' }
  | { kind: 'missing' };

const onlyDefault: Target = { kind: 'names', names: new Set(), hasDefault: true, isPackage: false };
const everything = '*';

/** Resolves the specifiers of the files as they are after the run, and knows which names each of them exports. */
export class Links {
  private readonly byNewPath = new Map<string, Output>();
  private readonly data: ReadonlySet<string>;
  private readonly memo = new Map<string, ReadonlySet<string>>();

  constructor(
    private readonly graph: Graph,
    outputs: Iterable<Output>,
  ) {
    for (const output of outputs) this.byNewPath.set(output.plan.newPath, output);
    this.data = new Set(graph.project.files.filter((f) => f.kind === 'json').map((f) => f.path));
  }

  /** What an import or re-export of an output loads. */
  target(from: Output, { specifier }: StaticRequest): Target {
    if (/^\.{1,2}(\/|$)/.test(specifier)) {
      const decoded = decodeSpecifier(specifier);
      const path = decoded === null ? null : posix.join(posix.dirname(from.plan.newPath), decoded);
      const found = path === null ? undefined : this.file(path);
      if (found) return { kind: 'output', output: found };
      if (path !== null && this.data.has(path)) return onlyDefault;
      // A file that is no source of the project: nothing is known of it, but that it is there.
      const { kind } = this.graph.resolver.resolve(specifier, from.path, 'import');
      return { kind: kind === 'missing' ? 'missing' : 'unknown' };
    }
    // Inside jest it is a module of jest's own, which its file says nothing of.
    if (specifier === '@jest/globals') return { kind: 'unknown' };
    const resolution = this.graph.resolver.resolve(specifier, from.path, 'import');
    if (resolution.kind === 'builtin')
      return { kind: 'names', names: builtinNames(resolution.name), hasDefault: true, isPackage: true };
    if (resolution.kind === 'external') {
      const { importFile, importNames, hasDefault, importFormat, moduleExportsName } = resolution.package;
      if (importFile === null) return { kind: 'unknown' };
      const names = new Set(importNames);
      if (moduleExportsName) names.add('module.exports');
      return { kind: 'names', names, hasDefault: hasDefault || importFormat !== 'esm', isPackage: true };
    }
    if (resolution.kind !== 'file') return { kind: 'unknown' };
    const path = resolution.importPath ?? resolution.path;
    if (this.data.has(path)) return onlyDefault;
    const output = [...this.byNewPath.values()].find((o) => o.path === path);
    return output ? { kind: 'output', output } : { kind: 'unknown' };
  }

  private file(path: string): Output | undefined {
    const own = this.byNewPath.get(path);
    if (own) return own;
    // TypeScript sources are imported under the name of what they compile to.
    const source = [path.replace(/js$/, 'ts'), path.replace(/js$/, 'tsx')].find((p) => this.byNewPath.has(p));
    return source === undefined ? undefined : this.byNewPath.get(source);
  }

  /** True when a name can be imported from a target. A namespace always can. */
  has(target: Target, name: string): boolean {
    if (name === everything || target.kind === 'unknown') return true;
    if (target.kind === 'missing') return false;
    if (target.kind === 'names') return name === 'default' ? target.hasDefault : target.names.has(name);
    const names = this.namesOf(target.output);
    return names.has(name) || names.has(everything);
  }

  /** The exported names of an output, `default` included; `*` when there may be others. */
  namesOf(output: Output): ReadonlySet<string> {
    const known = this.memo.get(output.path);
    if (known) return known;
    const names = this.collect(output, new Set());
    this.memo.set(output.path, names);
    return names;
  }

  /** Stars in a circle add nothing to each other. */
  private collect(output: Output, seen: Set<string>): Set<string> {
    seen.add(output.path);
    const { syntax, module, text } = output;
    if (syntax === null) return this.commonJsNames(output, text);
    const names = new Set(syntax.exports.map((e) => e.name));
    // Syntax that only a compiler or bundler understands may export in ways not read here.
    if (module.facts.syntax === 'mixed') names.add(everything);
    for (const request of syntax.requests) {
      if (request.form !== 'export') continue;
      for (const { imported, local } of request.specifiers) {
        if (local !== everything || imported !== everything) names.add(local);
        else for (const name of this.starNames(output, request, seen)) names.add(name);
      }
    }
    return names;
  }

  private starNames(output: Output, request: StaticRequest, seen: Set<string>): Iterable<string> {
    const target = this.target(output, request);
    if (target.kind === 'names') return target.names;
    if (target.kind !== 'output') return [everything];
    if (seen.has(target.output.path)) return [];
    return [...this.collect(target.output, seen)].filter((name) => name !== 'default');
  }

  /** Node shows the names that its lexer sees in CommonJS, and the whole value as default. */
  private commonJsNames({ module, plan }: Output, text: string): Set<string> {
    if (plan.action === 'leave' && module.file.esm) return new Set([everything]);
    const names = new Set(lexedNames(text).exports);
    names.add('default');
    // Names that come from `module.exports = require('./x')` are the lexer's to find.
    if (module.facts.exports.assignments.some((a) => a.value.kind === 'require' || a.value.properties?.some(isSpread)))
      names.add(everything);
    return names;
  }
}

const isSpread = (property: { kind: string }): boolean => property.kind === 'spread';
