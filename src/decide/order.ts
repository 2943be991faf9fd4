import type { EffectFacts } from '../analyse/facts.js';
import type { Graph, GraphModule } from '../link/graph.js';
import { builtinPurity, globalPurity, isInertPackage, isOwnObjectMethod, isPureExternalCall } from './purity.js';

/**
 * What running some code can do to, and see of, the rest of the program: enough to tell whether two pieces of code may
 * change places. Mutations of a module's own state count only when another module's code causes them.
 */
export interface Summary {
  /** Depends on something outside the project's modules that can change (environment, clock, file system). */
  reads: boolean;
  /** Changes something outside (output, globals, environment), or is unknown. */
  acts: boolean;
  /** Project modules and packages whose state it may read or change through their functions. */
  touches: Set<string>;
  /** The first effect that makes it not inert, for messages: file and offset. */
  cause: { path: string; at: number } | null;
}

const inert = (): Summary => ({ reads: false, acts: false, touches: new Set(), cause: null });

export function isInert(summary: Summary): boolean {
  return !summary.reads && !summary.acts && summary.touches.size === 0;
}

/** True when two pieces of code may run in either order without anybody telling the difference. */
export function commute(a: Summary, b: Summary): boolean {
  if (isInert(a) || isInert(b)) return true;
  if ((a.acts && (b.acts || b.reads)) || (b.acts && a.reads)) return false;
  for (const touched of a.touches) if (b.touches.has(touched)) return false;
  return true;
}

/** Summaries of units of code and of loading modules, over the whole graph, computed on demand. */
export class Effects {
  private readonly units = new Map<string, Summary>();
  private readonly loads = new Map<string, Summary>();
  private readonly open = new Set<string>();
  private incomplete = false;

  constructor(private readonly graph: Graph) {}

  /** What loading a module (and whatever it loads) does. */
  load(path: string): Summary {
    const module = this.graph.modules.get(path);
    if (!module) return inert();
    return this.memo(this.loads, `load ${path}`, path, () => {
      const summary = inert();
      this.addEffects(summary, module, module.facts.units[0]?.effects ?? [], true);
      // State of the modules that are being loaded belongs to the load itself.
      for (const loaded of this.closure(path)) summary.touches.delete(loaded);
      return summary;
    });
  }

  /** What the load of a file does before an offset, apart from loading the requests that are hoisted. */
  before(module: GraphModule, offset: number, hoisted: (request: number) => boolean): Summary {
    const summary = inert();
    const effects = (module.facts.units[0]?.effects ?? []).filter(
      (e) => e.at < offset && !(e.kind === 'load' && hoisted(e.request)),
    );
    this.addEffects(summary, module, effects, true);
    summary.touches.delete(module.path);
    return summary;
  }

  /** Everything that loading a module loads, itself included. */
  closure(path: string): Set<string> {
    const seen = new Set<string>();
    const visit = (current: string): void => {
      if (seen.has(current)) return;
      seen.add(current);
      for (const edge of this.graph.modules.get(current)?.out ?? []) {
        if (edge.to !== null && edge.request.when !== 'lazy' && edge.request.form !== 'resolve') visit(edge.to);
      }
    };
    visit(path);
    return seen;
  }

  private memo(cache: Map<string, Summary>, id: string, key: string, compute: () => Summary): Summary {
    const known = cache.get(key);
    if (known) return known;
    if (this.open.has(id)) {
      // A cycle adds nothing of its own: whoever opened it collects its effects. What was built on it isn't kept.
      this.incomplete = true;
      return inert();
    }
    const outer = this.incomplete;
    this.incomplete = false;
    this.open.add(id);
    const summary = compute();
    this.open.delete(id);
    if (!this.incomplete || this.open.size === 0) cache.set(key, summary);
    this.incomplete = outer || (this.incomplete && this.open.size > 0);
    return summary;
  }

  /** What calling a unit of a module does. */
  private unit(module: GraphModule, unit: number): Summary {
    const key = `${module.path}#${unit}`;
    return this.memo(this.units, `unit ${key}`, key, () => {
      const summary = inert();
      const facts = module.facts.units[unit];
      if (facts) this.addEffects(summary, module, facts.effects, false);
      return summary;
    });
  }

  private addEffects(summary: Summary, module: GraphModule, effects: EffectFacts[], topLevel: boolean): void {
    for (const effect of effects) {
      const before = summary.acts || summary.reads;
      this.add(summary, module, effect, topLevel);
      if (!before && (summary.acts || summary.reads)) summary.cause ??= { path: module.path, at: effect.at };
    }
  }

  private add(summary: Summary, module: GraphModule, effect: EffectFacts, topLevel: boolean): void {
    switch (effect.kind) {
      case 'load':
        this.addLoad(summary, module, effect.request);
        return;
      case 'throw':
        if (topLevel) summary.acts = true;
        return;
      case 'write':
        if (effect.to === 'global') summary.acts = true;
        else if (effect.to === 'request') this.touchRequest(summary, module, effect.request!, true);
        else if (!topLevel) summary.touches.add(module.path);
        return;
      case 'global-read':
        // Reading `process.platform` and the like sees only what never changes.
        if (
          !/^(process\.(platform|version|versions|arch|pid|execPath|release|config|features))$/.test(
            effect.path.join('.'),
          ) &&
          effect.path.length > 1
        ) {
          summary.reads = true;
        }
        return;
      case 'local':
        // A function that uses its module's own variables has state, unless the variable is a function or never changes.
        if (!topLevel && this.isState(module, effect.name)) summary.touches.add(module.path);
        return;
      case 'read':
        return;
      case 'call':
        this.addCall(summary, module, effect, topLevel);
    }
  }

  private isState(module: GraphModule, name: string): boolean {
    const binding = module.facts.bindings.find((b) => b.name === name);
    if (!binding) return false;
    if (binding.unit !== null || binding.kind === 'class' || binding.kind === 'function') return false;
    return true;
  }

  private addLoad(summary: Summary, module: GraphModule, request: number): void {
    const edge = module.out[request];
    if (!edge) return;
    const { resolution } = edge;
    if (edge.request.specifier === null) summary.acts = true;
    else if (resolution.kind === 'builtin') return;
    else if (resolution.kind === 'file') {
      if (this.graph.modules.has(resolution.path)) merge(summary, this.load(resolution.path));
    } else if (resolution.kind === 'external') {
      if (!isInertPackage(resolution.package.name)) summary.acts = true;
    } else summary.acts = true;
  }

  private touchRequest(summary: Summary, module: GraphModule, request: number, write: boolean): void {
    const edge = module.out[request];
    if (edge?.to) summary.touches.add(edge.to);
    else if (edge?.resolution.kind === 'external') summary.touches.add(`package ${edge.resolution.package.name}`);
    else if (write) summary.acts = true;
  }

  private addCall(
    summary: Summary,
    module: GraphModule,
    effect: Extract<EffectFacts, { kind: 'call' }>,
    topLevel: boolean,
  ): void {
    const { callee } = effect;
    for (const callback of effect.callbacks) merge(summary, this.unit(module, callback));
    switch (callee.kind) {
      case 'unit':
        merge(summary, this.unit(module, callee.unit));
        return;
      case 'global': {
        const purity = globalPurity(callee.path);
        if (purity === 'acts') summary.acts = true;
        else if (purity === 'reads') summary.reads = true;
        return;
      }
      case 'method':
        if (callee.name === 'constructor' || callee.fresh || isOwnObjectMethod(callee.name)) return;
        summary.acts = true;
        return;
      case 'binding': {
        // A method of one of the file's own objects: known only for the usual methods of arrays, maps and strings.
        const method = callee.path[callee.path.length - 1];
        if (method === undefined || !isOwnObjectMethod(method)) summary.acts = true;
        else if (!topLevel) summary.touches.add(module.path);
        return;
      }
      case 'request':
        this.addRequestCall(summary, module, callee.request, callee.path, effect.construct);
        return;
      case 'unknown':
        summary.acts = true;
    }
  }

  private addRequestCall(
    summary: Summary,
    module: GraphModule,
    request: number,
    path: string[],
    construct: boolean,
  ): void {
    const edge = module.out[request];
    const resolution = edge?.resolution;
    if (resolution?.kind === 'builtin') {
      const purity = builtinPurity(resolution.name, path);
      if (purity === 'acts') summary.acts = true;
      else if (purity === 'reads') summary.reads = true;
      return;
    }
    if (resolution?.kind === 'external') {
      if (!isPureExternalCall(resolution.package.name, path)) summary.acts = true;
      return;
    }
    const target = edge?.to ? this.graph.modules.get(edge.to) : undefined;
    const unit = target ? exportedUnit(target, path) : null;
    if (!target || unit === null) summary.acts = true;
    else if (unit === 'class' && construct) return;
    else if (unit === 'class') summary.acts = true;
    else {
      const called = this.unit(target, unit);
      merge(summary, called);
    }
  }
}

/** The function that a module exports under a path, by its unit; `class` for a class without a constructor. */
function exportedUnit(module: GraphModule, path: string[]): number | 'class' | null {
  const { assignments } = module.facts.exports;
  const wanted = path[0] ?? null;
  if (path.length > 1) return null;
  const found = assignments.filter((a) => a.targets.some((t) => t.object !== 'local' && t.key === wanted));
  let value = found.length === 1 ? found[0]!.value : null;
  if (!value && wanted !== null) {
    for (const assignment of assignments) {
      const property = assignment.value.properties?.find((p) => p.key === wanted);
      if (property && assignment.targets.some((t) => t.object === 'module.exports' && t.key === null))
        value = property.value;
    }
  }
  if (!value) return null;
  if (value.unit !== null) return value.unit;
  if (value.kind === 'identifier' && value.name !== null) {
    const binding = module.facts.bindings.find((b) => b.name === value.name);
    if (binding?.unit != null) return binding.unit;
    if (binding?.kind === 'class') return 'class';
  }
  return value.kind === 'class' ? 'class' : null;
}

function merge(into: Summary, other: Summary): void {
  into.reads ||= other.reads;
  into.acts ||= other.acts;
  for (const touched of other.touches) into.touches.add(touched);
  into.cause ??= other.cause;
}
