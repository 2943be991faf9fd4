import { posix } from 'node:path';
import type { ModuleFacts, RequestFacts } from '../analyse/facts.js';
import type { Project, SourceFile } from '../discover/project.js';
import type { Resolution, Resolver } from './resolve.js';
import { stronglyConnectedComponents } from './scc.js';

/** One request of one file, resolved. */
export interface Edge {
  from: string;
  request: RequestFacts;
  resolution: Resolution;
  /** The project file that it loads; null for anything else. */
  to: string | null;
  /** The files that it may load, where its specifier is computed. */
  computed: string[];
  /** Of those, the ones that the specifier or another string of the file names. */
  likely: string[];
}

export interface GraphModule {
  path: string;
  file: SourceFile;
  facts: ModuleFacts;
  /** One edge a request, by request id. */
  out: Edge[];
  in: Edge[];
  /** The computed requests that may load this file. */
  dynamic: Edge[];
  /** The number of its strongly connected component, over all edges that load while loading. */
  component: number;
}

/** The facts of all files, joined by resolved specifiers. */
export interface Graph {
  project: Project;
  modules: Map<string, GraphModule>;
  components: string[][];
  resolver: Resolver;
  named: NamedModules;
}

/** Joins the facts of all files. JSON files are no modules here: their edges have `to` set and no module behind it. */
export function link(project: Project, facts: Map<string, ModuleFacts>, resolver: Resolver): Graph {
  const modules = new Map<string, GraphModule>();
  for (const file of project.files) {
    const record = facts.get(file.path);
    if (record)
      modules.set(file.path, { path: file.path, file, facts: record, out: [], in: [], dynamic: [], component: -1 });
  }
  const named = new NamedModules(modules, resolver);
  for (const module of modules.values()) {
    for (const request of module.facts.requests) {
      const edge = linkRequest(module, request, resolver);
      module.out.push(edge);
      if (edge.to !== null) modules.get(edge.to)?.in.push(edge);
      if (request.specifier === null) {
        edge.computed = computedTargets(module, request, modules, named);
        edge.likely = isUnknown(request) ? named.namedBy(module) : edge.computed;
      }
      for (const path of edge.computed) modules.get(path)!.dynamic.push(edge);
    }
  }
  const components = stronglyConnectedComponents(modules.keys(), function* (path) {
    for (const edge of modules.get(path)!.out) if (edge.to !== null && loadsAtLoad(edge.request)) yield edge.to;
  });
  components.forEach((members, number) => {
    for (const path of members) modules.get(path)!.component = number;
  });
  return { project, modules, components, resolver, named };
}

/** True for a request that evaluates its target while the file itself is loading. */
export function loadsAtLoad(request: RequestFacts): boolean {
  if (request.form === 'resolve' || request.form === 'import()' || request.typeOnly) return false;
  return request.when !== 'lazy';
}

function linkRequest(module: GraphModule, request: RequestFacts, resolver: Resolver): Edge {
  const edge: Edge = {
    from: module.path,
    request,
    resolution: { kind: 'missing' },
    to: null,
    computed: [],
    likely: [],
  };
  if (request.specifier === null) return edge;
  const loader =
    request.form === 'require' || request.form === 'resolve' || request.form === 'import-equals' ? 'require' : 'import';
  edge.resolution = resolver.resolve(request.specifier, module.path, loader);
  // ES syntax whose specifiers only a bundler or a compiler understands resolves as they do: like require().
  if (edge.resolution.kind === 'missing' && loader === 'import') {
    edge.resolution = resolver.resolve(request.specifier, module.path, 'require');
  }
  if (edge.resolution.kind === 'file') edge.to = edge.resolution.path;
  return edge;
}

/** The files that a computed request may load: of those it is known to choose from, or that its specifier may mean. */
function computedTargets(
  module: GraphModule,
  request: RequestFacts,
  modules: Map<string, GraphModule>,
  named: NamedModules,
): string[] {
  const { path } = module;
  if (!request.candidates) {
    // `'./' + name`, where the name is `'../util'`.
    const isOpen = /^\.{1,2}\/$/.test(request.pattern?.prefix ?? '');
    const others = isOpen ? named.namedBy(module).filter((target) => target !== path) : [];
    return [...new Set([...dynamicTargets(path, request, modules, named), ...others])];
  }
  const found = request.candidates.map((name) => named.resolve(name, path));
  return [...new Set(found)].filter((target) => target !== null);
}

/** The files that strings of the project name by a relative path, for those who load by a string that is not known. */
class NamedModules {
  private found: Set<string> | null = null;

  constructor(
    private readonly modules: ReadonlyMap<string, GraphModule>,
    private readonly resolver: Resolver,
  ) {}

  paths(): ReadonlySet<string> {
    if (this.found) return this.found;
    this.found = new Set();
    for (const module of this.modules.values()) for (const path of this.namedBy(module)) this.found.add(path);
    return this.found;
  }

  /** The files that strings of one file name, other than those of its requests. */
  namedBy({ path, facts }: GraphModule): string[] {
    return facts.relativePaths.flatMap((name) => this.resolve(name, path) ?? []);
  }

  /** The module that a string means to require() in a file; null when it means none of the project. */
  resolve(name: string, from: string): string | null {
    const resolution = this.resolver.resolve(name, from);
    return resolution.kind === 'file' && this.modules.has(resolution.path) ? resolution.path : null;
  }
}

/** Nothing is known of the specifier. */
const isUnknown = ({ pattern, candidates }: RequestFacts): boolean => pattern === null && candidates === null;

/**
 * The files that a computed require may load: those whose path fits the known beginning and end of the specifier,
 * or, where nothing is known, everything below the requiring file's folder and what strings name by a relative path.
 */
function dynamicTargets(
  from: string,
  request: RequestFacts,
  modules: Map<string, GraphModule>,
  named: NamedModules,
): string[] {
  const isOpen = isUnknown(request);
  const pattern = request.pattern ?? { prefix: './', suffix: '' };
  if (!/^\.{1,2}(\/|$)/.test(pattern.prefix)) {
    if (pattern.prefix !== '') return [];
    pattern.prefix = './';
  }
  const slash = pattern.prefix.lastIndexOf('/');
  const folder = posix.join(posix.dirname(from), slash < 0 ? pattern.prefix : pattern.prefix.slice(0, slash));
  const begin = (folder === '.' ? '' : folder + '/') + (slash < 0 ? '' : pattern.prefix.slice(slash + 1));
  const targets: string[] = [];
  for (const path of modules.keys()) {
    if (path === from) continue;
    if (isOpen && named.paths().has(path)) targets.push(path);
    else if (!path.startsWith(begin)) continue;
    else if (path.endsWith(pattern.suffix) || path.replace(/\.\w+$/, '').endsWith(pattern.suffix)) targets.push(path);
  }
  return targets;
}
