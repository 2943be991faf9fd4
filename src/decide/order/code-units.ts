import { isDressed } from '../../link/dressed-values.js';
import { ExternalModules, type ExternalTarget } from '../../link/external-modules.js';
import type { Edge, Graph } from '../../link/graph.js';
import type { ModuleFacts, UseFacts } from '../../analyse/facts.js';
import { exportedUnit } from './exported-unit.js';

/** A module of the project (by its path) or an installed one (by its absolute file). */
export interface Unit {
  id: string;
  facts: ModuleFacts;
  /** What a request of it loads. */
  target: (request: number) => Target;
}

export type Target =
  | ExternalTarget
  | { kind: 'project'; path: string }
  /** JSON and the like: loading it does nothing else. */
  | { kind: 'data'; path: string }
  /** Not there: loading it throws. */
  | { kind: 'missing' };

const isHandedOn = ({ kind }: UseFacts): boolean => /^(export-member|reexport|escape)$/.test(kind);

/** Where requests lead: to modules of the project and to installed ones, whose facts are read when they are asked for. */
export class CodeUnits {
  private readonly projectUnits = new Map<string, Unit | null>();
  private readonly values = new Map<string, Set<string>>();
  private readonly contents = new Map<string, Set<string>>();
  private readonly externals = new ExternalModules();
  private readonly dressed = new Map<string, boolean>();

  constructor(private readonly graph: Graph) {}

  /** A module of the project; null for a path that is none. */
  project(path: string): Unit | null {
    const known = this.projectUnits.get(path);
    if (known !== undefined) return known;
    const module = this.graph.modules.get(path);
    const unit: Unit | null = module
      ? {
          id: path,
          facts: module.facts,
          target: (request) => (module.out[request] ? this.targetOf(module.out[request]) : { kind: 'unknown' }),
        }
      : null;
    this.projectUnits.set(path, unit);
    return unit;
  }

  private external(file: string): Unit | null {
    const found = this.externals.get(file);
    return (
      found && { id: file, facts: found.facts, target: (request) => found.targets[request] ?? { kind: 'unknown' } }
    );
  }

  /** What a request loads. */
  targetOf(edge: Edge): Target {
    const { resolution } = edge;
    if (edge.to !== null) return { kind: this.graph.modules.has(edge.to) ? 'project' : 'data', path: edge.to };
    if (resolution.kind === 'missing' && edge.request.specifier !== null) return { kind: 'missing' };
    if (resolution.kind === 'builtin') return { kind: 'builtin', name: resolution.name };
    if (resolution.kind === 'external' && resolution.package.requireFile !== null)
      return { kind: 'file', file: resolution.package.requireFile };
    return { kind: 'unknown' };
  }

  /** The module that a target is; null for what has no facts. */
  unitOf(target: Target): Unit | null {
    if (target.kind === 'project') return this.project(target.path);
    return target.kind === 'file' ? this.external(target.file) : null;
  }

  /** The modules whose values are reached through the exports of a target: its own first, then those that it hands on. */
  valuesOf(target: Target): ReadonlySet<string> {
    if (target.kind === 'unknown' || target.kind === 'missing') return new Set();
    if (target.kind === 'builtin') return new Set([`node:${target.name}`]);
    if (target.kind !== 'project') return new Set([target.kind === 'file' ? target.file : target.path]);
    let values = this.values.get(target.path);
    if (!values) {
      this.values.set(target.path, (values = new Set([target.path])));
      const unit = this.project(target.path)!;
      for (const { id, uses } of unit.facts.requests) {
        if (!uses.some(isHandedOn)) continue;
        for (const value of this.valuesOf(unit.target(id))) values.add(value);
      }
    }
    return values;
  }

  /**
   * The modules whose members hold what members of the exports of a target hold: those of its values, and those from which
   * it copies: `Object.assign(exports, a)`, `exports.list = a.list`.
   */
  contentsOf(target: Target): ReadonlySet<string> {
    const known = target.kind === 'project' ? this.contents.get(target.path) : undefined;
    if (known) return known;
    const found = new Set(this.valuesOf(target));
    if (target.kind === 'project') this.contents.set(target.path, found);
    for (const path of found) {
      const unit = this.project(path);
      for (const { id, uses, parts } of unit?.facts.requests ?? []) {
        if (!uses.some((u) => u.kind === 'enumerate') && !parts.some(({ use }) => isHandedOn(use))) continue;
        for (const value of this.valuesOf(unit!.target(id))) found.add(value);
      }
    }
    return found;
  }

  /** The function that a module exports under a path; through whole re-exports. */
  exported(target: Target, path: string[], depth = 0): { module: Unit; unit: number | 'class' } | null {
    const module = this.unitOf(target);
    if (!module || depth > 5) return null;
    const unit = exportedUnit(module.facts, path);
    if (unit === null) return null;
    if (typeof unit === 'object') return this.exported(module.target(unit.request), unit.path, depth + 1);
    return { module, unit };
  }

  /** True for a dual package whose ES module only passes on what its CommonJS half exports: the same objects either way. */
  isWrapper({ importFile, requireFile }: { importFile: string; requireFile: string }): boolean {
    const facts = this.externals.get(importFile);
    if (!facts || facts.facts.syntax !== 'esm' || facts.targets.length === 0) return false;
    const same = new Set([requireFile, this.reexported(requireFile)]);
    return facts.targets.every((t) => t.kind === 'file' && same.has(t.file));
  }

  /** True where an installed file gives members to what it exports as a whole. */
  isDressed(file: string): boolean {
    let known = this.dressed.get(file);
    if (known === undefined) this.dressed.set(file, (known = isDressed(file)));
    return known;
  }

  /** The file behind `module.exports = require('./x')`, however often; the file itself where it is no such thing. */
  private reexported(file: string): string {
    const facts = this.externals.get(file);
    const whole = facts?.facts.exports.assignments.filter((a) => a.targets.some((t) => t.key === null)) ?? [];
    const value = whole.length === 1 ? whole[0]!.value : null;
    if (value?.kind !== 'require' || value.members.length > 0) return file;
    const target = facts!.targets[value.request!];
    return target?.kind === 'file' && target.file !== file ? this.reexported(target.file) : file;
  }

  /** True for an installed CommonJS module that asks who required it. */
  readsParent(requireFile: string): boolean {
    return this.externals.readsParent(requireFile);
  }

  /** True when what an installed module exports under a name may change after its load. */
  isLiveMember(file: string, key: string, depth = 0): boolean {
    const found = this.externals.get(file);
    if (!found || depth > 5) return false;
    const { facts, targets } = found;
    if (facts.exports.refs.some((r) => r.use.kind === 'write' && r.use.key === key && r.use.unit !== 0)) return true;
    const own = facts.moduleExports.find((e) => e.name === key);
    if (own && facts.bindings.some((b) => b.name === own.local && b.writes.some((w) => w.unit !== 0))) return true;
    // The same by way of `export … from`, or of an import that is exported.
    const form = own ? 'import' : 'export';
    const name = own ? own.local : key;
    return facts.requests.some((request) => {
      const target = targets[request.id];
      const passed = request.form === form && request.specifiers.find((s) => s.local === name || s.local === '*');
      if (!passed || target?.kind !== 'file') return false;
      return this.isLiveMember(target.file, passed.local === '*' ? key : passed.imported, depth + 1);
    });
  }
}
