import { classOf, functionOfBinding, hasFields, isClass, isPlainClass, type ClassNode } from './callables.js';
import type { Callee } from '../facts.js';
import { destructuredKey, type ModuleValues } from './module-values.js';
import type { Places } from '../places.js';
import type { ScopeInfo } from '../scope.js';
import { COMPUTED } from './stored-functions.js';
import { isFunctionNode, parentOf, type Node } from '../tree.js';
import { memberKey } from '../uses.js';

const unknown: Callee = { kind: 'unknown' };

/** Tells who is called, as far as names tell. */
export class Callees {
  constructor(
    private readonly scopes: ScopeInfo,
    private readonly places: Places,
    private readonly modules: ModuleValues,
  ) {}

  /** What a called expression is. */
  of(node: Node): Callee {
    if (node.type === 'Super') return this.inherited(node);
    const path: string[] = [];
    let root: Node = node;
    while (root.type === 'MemberExpression' || root.type === 'OptionalMemberExpression') {
      const key = memberKey(root);
      if (key === null) return { kind: 'method', name: COMPUTED, fresh: false };
      path.unshift(key);
      root = root.object;
    }
    const request = this.modules.requestOf(root);
    if (request !== null) return { kind: 'request', request, path };
    // Only async functions and generators get here: others are part of the code around them.
    if (isFunctionNode(root) && path.length === 0) return { kind: 'unit', unit: this.places.unitOfFunction(root) };
    if (root.type === 'Identifier') {
      const binding = this.scopes.byNode.get(root)?.binding ?? null;
      if (!binding) return { kind: 'global', path: [root.name, ...path] };
      const local = this.modules.heldBy(binding);
      if (local !== undefined) return { kind: 'request', request: local, path: [...destructuredKey(binding), ...path] };
      // `f.call(…)` and `f.apply(…)` call f.
      if (path.length === 0 || (path.length === 1 && /^(call|apply)$/.test(path[0]!))) {
        const fn = functionOfBinding(binding);
        if (fn) return { kind: 'unit', unit: this.places.unitOfFunction(fn) };
        const made = binding.isWritten ? null : classOf(binding);
        if (made) return this.implicitConstructor(made);
      }
      if (binding.scope === this.scopes.program) return { kind: 'binding', name: binding.name, path };
      return path.length > 0 ? { kind: 'method', name: path[path.length - 1]!, fresh: false } : unknown;
    }
    if (path.length > 0) return { kind: 'method', name: path[path.length - 1]!, fresh: isFresh(root) };
    return unknown;
  }

  /** The constructor that `super(…)` calls. */
  private inherited(from: Node): Callee {
    for (let up: Node | null = from; up; up = parentOf(up))
      if (isClass(up)) return up.superClass ? this.of(up.superClass) : unknown;
    return unknown;
  }

  /** What constructing a class without a constructor of its own runs. */
  private implicitConstructor(of: ClassNode): Callee {
    if (isPlainClass(of)) return { kind: 'method', name: 'constructor', fresh: true };
    if (hasFields(of)) return { kind: 'unit', unit: this.places.unitOfFunction(of.body) };
    return of.superClass ? this.of(of.superClass) : unknown;
  }
}

/** Values that nobody else holds, and whose methods are the language's. */
function isFresh(node: Node): boolean {
  return /^(ArrayExpression|StringLiteral|TemplateLiteral|RegExpLiteral|NumericLiteral)$/.test(node.type);
}
