import type { BindingFacts, ModuleFacts, ValueFacts } from '../../analyse/facts.js';
import type { Graph, GraphModule } from '../../link/graph.js';
import type { ExportPlan, FilePlan, NamedExport } from '../plan.js';

/** What stands behind an exported name, and from when on it has its value. */
export interface Definition {
  module: string;
  /** A function declaration: it has its value before its module runs. */
  hoisted: boolean;
  /** The offset of its module's top level from which on it has its value. */
  at: number;
  /** What a read before that gives: only `var` is undefined, everything else throws (ECMA-262 9.1.1.5.1). */
  early: 'undefined' | 'throws';
  /** The binding's name in the file; null when it has none yet. */
  local: string | null;
  /** The member of a named plan that could be declared with `var`. */
  name: NamedExport | null;
}

/** The whole namespace object, which exists from the start. */
export const namespace = '*';

/** Answers for a plan (or, where a file is an ES module already, for its text) what the names of modules stand for. */
export class Definitions {
  constructor(
    private readonly graph: Graph,
    private readonly sources: ReadonlyMap<string, string>,
    private readonly files: ReadonlyMap<string, FilePlan>,
  ) {}

  /** @returns null when it is not known */
  of(path: string, name: string, seen: ReadonlySet<string> = new Set()): Definition | null {
    const id = `${path} ${name}`;
    const module = this.graph.modules.get(path);
    if (!module || seen.has(id)) return null;
    const next = new Set([...seen, id]);
    if (module.facts.syntax === 'esm') return this.ofSyntax(module, name, next);
    const plan = this.files.get(path)?.exports;
    return plan ? this.ofPlan(module, plan, name, next) : null;
  }

  private ofSyntax(module: GraphModule, name: string, seen: ReadonlySet<string>): Definition | null {
    const { facts, path } = module;
    const own = facts.moduleExports.find((e) => e.name === name);
    if (own?.hoisted) return { ...always(path), local: own.local };
    if (own) {
      const imported = facts.requests.find(
        (r) => r.specifiers.some((s) => s.local === own.local) && r.form === 'import',
      );
      if (imported) {
        const { imported: inner } = imported.specifiers.find((s) => s.local === own.local)!;
        return inner === namespace ? always(path) : this.follow(module, imported.id, inner, seen);
      }
      const binding = own.local === null ? undefined : facts.bindings.find((b) => b.name === own.local);
      return binding ? ofBinding(path, binding) : lexical(path, own.range.end);
    }
    for (const { id, form, specifiers } of facts.requests) {
      if (form !== 'export') continue;
      const named = specifiers.find((s) => s.local === name && name !== namespace);
      if (named?.imported === namespace) return always(path);
      if (!named && !(specifiers.some((s) => s.local === namespace) && name !== 'default')) continue;
      const found = this.follow(module, id, named?.imported ?? name, seen);
      if (found) return found;
    }
    return null;
  }

  private follow(module: GraphModule, request: number, name: string, seen: ReadonlySet<string>): Definition | null {
    const to = module.out[request]?.to ?? null;
    return to === null ? null : this.of(to, name, seen);
  }

  private ofPlan(module: GraphModule, plan: ExportPlan, name: string, seen: ReadonlySet<string>): Definition | null {
    const { path, facts } = module;
    switch (plan.kind) {
      case 'none':
        return null;
      case 'named': {
        const found = plan.names.find((n) => n.key === name);
        return found ? this.ofNamed(module, found, seen) : lexical(path, Infinity);
      }
      case 'value':
        if (plan.snapshots.some((s) => s.key === name)) return lexical(path, Infinity);
        return this.ofValue(module, plan);
      case 'holder':
        if (plan.snapshots.some((s) => s.key === name)) return lexical(path, Infinity);
        return lexical(path, plan.moduleLocal === plan.local ? 0 : Infinity);
      case 'reexport':
        return facts.requests[plan.request] ? this.follow(module, plan.request, name, seen) : null;
    }
  }

  private ofNamed(module: GraphModule, name: NamedExport, seen: ReadonlySet<string>): Definition | null {
    const { path, facts } = module;
    if (name.kind === 'import' || name.kind === 'reexport') {
      const request = facts.requests[name.request!]!;
      const planned = this.files.get(path)?.requests[request.id];
      const inner = planned && planned.namespace !== null ? namespace : (planned?.named[0]?.imported ?? 'default');
      return inner === namespace ? always(path) : this.follow(module, request.id, inner, seen);
    }
    if (name.kind === 'binding') {
      const binding = facts.bindings.find((b) => b.name === name.local);
      return binding ? { ...ofBinding(path, binding), name } : null;
    }
    const value = valueOf(facts, name.key);
    const at = value?.end ?? Infinity;
    const hoisted =
      name.kind === 'const' && !name.keepsText && value !== null && this.isDeclaration(path, value, name.local);
    const early = name.kind === 'var' ? 'undefined' : 'throws';
    return { module: path, hoisted, at: hoisted ? 0 : at, early, local: name.local, name };
  }

  /** The rewrite makes a function declaration of it: `exports.f = function () {}`, a method of the literal. */
  private isDeclaration(path: string, { value, isMethod }: FoundValue, local: string): boolean {
    if (isMethod) return true;
    if (value?.kind !== 'function' || (value.name !== null && value.name !== local)) return false;
    return this.sources.get(path)?.[value.range.start] !== '(';
  }

  private ofValue(module: GraphModule, plan: Extract<ExportPlan, { kind: 'value' }>): Definition {
    const { path, facts } = module;
    const { value, range, targets } = facts.exports.assignments[plan.assignment]!;
    if (!plan.declares && plan.local !== '') {
      const binding = facts.bindings.find((b) => b.name === plan.local);
      if (binding) return ofBinding(path, binding);
    }
    const isPlain = targets.every((t) => t.object !== 'local') && this.sources.get(path)?.[value.range.start] !== '(';
    if (value.kind === 'function' && isPlain && !plan.anonymous) return { ...always(path), local: value.name };
    return lexical(path, range.end);
  }
}

interface FoundValue {
  value: ValueFacts | null;
  isMethod: boolean;
  end: number;
}

/** The first value that a file gives to a member of its exports. */
function valueOf(facts: ModuleFacts, key: string): FoundValue | null {
  for (const { targets, value, range, container } of facts.exports.assignments) {
    if (targets.some((t) => t.object !== 'local' && t.key === key)) {
      const isStatement = container.kind === 'statement' && container.topLevel;
      return { value: isStatement ? value : null, isMethod: false, end: range.end };
    }
    if (!targets.some((t) => t.object !== 'local' && t.key === null)) continue;
    const property = value.properties?.find((p) => p.key === key);
    if (property) return { value: property.value, isMethod: property.kind === 'method', end: property.range.end };
  }
  return null;
}

function ofBinding(module: string, binding: BindingFacts): Definition {
  const { name: local, kind, initialised } = binding;
  if (kind === 'function') return { ...always(module), local };
  return {
    module,
    hoisted: false,
    at: initialised,
    early: kind === 'var' ? 'undefined' : 'throws',
    local,
    name: null,
  };
}

function always(module: string): Definition {
  return { module, hoisted: true, at: 0, early: 'throws', local: null, name: null };
}

function lexical(module: string, at: number): Definition {
  return { module, hoisted: false, at, early: 'throws', local: null, name: null };
}
