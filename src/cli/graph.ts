import { locate } from '../analyse/parse.js';
import type { Edge } from '../link/graph.js';
import { loadsAtLoad } from '../link/graph.js';
import type { Analysis } from '../migrate.js';
import type { Colors } from './colors.js';

/** What `esmigrate graph --format json` prints, as one JSON document. Stable like the JSON report. */
export interface JsonGraph {
  version: 1;
  /** Absolute path of the project root; every other path is relative to it, with forward slashes. */
  root: string;
  /** Sorted by path. */
  modules: JsonModule[];
  /** The cycles of requests that run while the files load, each a sorted list of paths. */
  cycles: string[][];
}

export interface JsonModule {
  path: string;
  /** What the migration makes of it. */
  action: 'convert' | 'cjs' | 'leave';
  newPath: string;
  requests: JsonRequest[];
}

export interface JsonRequest {
  /** Starts at 1. */
  line: number;
  /** null: computed. */
  specifier: string | null;
  form: string;
  when: string;
  kind: string;
  /** The project file that it loads. */
  to: string | null;
}

/** The module graph of a project as one JSON document. */
export function graphJson({ project, graph, plan, sources }: Analysis): string {
  const report: JsonGraph = {
    version: 1,
    root: project.root,
    modules: [...graph.modules.values()].map(({ path, out }) => ({
      path,
      action: plan.files.get(path)!.action,
      newPath: plan.files.get(path)!.newPath,
      requests: out.map(({ request, resolution, to }) => ({
        line: lineOf(sources, path, request.range.start),
        specifier: request.specifier,
        form: request.form,
        when: request.when,
        kind: request.specifier === null ? 'computed' : resolution.kind,
        to,
      })),
    })),
    cycles: cyclesOf(graph.components),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** The cycles of a project, each with the requests that make it, for people. */
export function graphText({ graph, plan, sources }: Analysis, colors: Colors): string {
  const cycles = cyclesOf(graph.components);
  const lines = cycles.flatMap((cycle, i) => {
    const members = new Set(cycle);
    const edges = cycle.flatMap((path) => graph.modules.get(path)!.out.filter((e) => isInside(e, members)));
    const kept = cycle.filter((path) => plan.files.get(path)!.action !== 'convert');
    const outcome = kept.length === 0 ? 'becomes ES modules' : `stays CommonJS: ${kept.join(', ')}`;
    return [
      colors.bold(`Cycle ${i + 1} of ${cycles.length}: ${cycle.length} files; ${outcome}.`),
      ...edges.map((e) => `  ${e.from}:${lineOf(sources, e.from, e.request.range.start)} -> ${e.to}${moment(e)}`),
      '',
    ];
  });
  const count = graph.modules.size;
  const summary = `${count} ${count === 1 ? 'file' : 'files'}, ${cycles.length === 0 ? 'no cycles' : `${cycles.length} ${cycles.length === 1 ? 'cycle' : 'cycles'}`}.`;
  return [...lines, summary, ''].join('\n');
}

function cyclesOf(components: string[][]): string[][] {
  const cycles = components.filter((c) => c.length > 1).map((c) => [...c].sort());
  return cycles.sort((a, b) => (a[0]! < b[0]! ? -1 : 1));
}

function isInside({ to, request }: Edge, members: ReadonlySet<string>): boolean {
  return to !== null && members.has(to) && request.form !== 'resolve' && !request.typeOnly;
}

function moment({ request }: Edge): string {
  if (!loadsAtLoad(request)) return ' (later)';
  return request.when === 'eager' ? '' : ' (maybe)';
}

function lineOf(sources: ReadonlyMap<string, string>, path: string, at: number): number {
  return locate(sources.get(path) ?? '', at, '').line;
}
