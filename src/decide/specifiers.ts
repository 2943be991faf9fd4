import { posix } from 'node:path';
import type { RequestFacts } from '../analyse/facts.js';
import type { Edge, Graph, GraphModule } from '../link/graph.js';
import { relativePath, relativeSpecifier } from '../link/percent.js';

/** The files of a run and how they are called after it. */
interface Renamed {
  /** Paths after the run, by path before it. */
  newPaths: ReadonlyMap<string, string>;
}

/** How an import declaration spells a project file. */
export function fileSpecifier(context: Renamed, module: GraphModule, edge: Edge): string {
  const { resolution } = edge;
  if (resolution.kind === 'file' && resolution.importSpecifier !== undefined) return resolution.importSpecifier;
  const from = context.newPaths.get(module.path) ?? module.path;
  const to = context.newPaths.get(edge.to!) ?? edge.to!;
  return relativeSpecifier(from, compiledPath(to));
}

/** TypeScript sources are imported under the name of what they compile to. */
function compiledPath(path: string): string {
  return path
    .replace(/\.tsx?$/, '.js')
    .replace(/\.mts$/, '.mjs')
    .replace(/\.cts$/, '.cjs');
}

/** The specifier of a require() that stays: it changes only when its target is renamed. */
export function requiredSpecifier(context: Renamed, module: GraphModule, edge: Edge): string | null {
  if (edge.to === null || edge.request.specifier === null || !/^\.{1,2}(\/|$)/.test(edge.request.specifier))
    return null;
  const from = context.newPaths.get(module.path) ?? module.path;
  const to = context.newPaths.get(edge.to) ?? edge.to;
  const isSame = to === edge.to && posix.dirname(from) === posix.dirname(module.path);
  return isSame ? null : relativePath(from, to);
}

/** The specifier of ES syntax that stays: completed where Node needs it. */
export function keptSpecifier(context: Renamed & { graph: Graph }, module: GraphModule, edge: Edge): string | null {
  const { request, resolution } = edge;
  if (request.specifier === null || request.typeOnly) return null;
  if (request.form === 'resolve' || request.own) return requiredSpecifier(context, module, edge);
  if (resolution.kind === 'external') return changed(resolution.package.importSpecifier, request);
  if (edge.to === null || !/^\.{1,2}(\/|$)/.test(request.specifier)) return null;
  const works = context.graph.resolver.resolve(request.specifier, module.path, 'import');
  const moved = (context.newPaths.get(edge.to) ?? edge.to) !== edge.to;
  if (works.kind === 'file' && works.path === edge.to && !moved) return null;
  return changed(fileSpecifier(context, module, edge), request);
}

function changed(specifier: string, request: RequestFacts): string | null {
  return specifier === request.specifier ? null : specifier;
}
