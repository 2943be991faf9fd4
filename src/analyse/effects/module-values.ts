import { memberKey, propertyKey } from '../uses.js';
import { parentOf, type Node } from '../tree.js';
import type { Binding, ScopeInfo } from '../scope.js';

/** A module's value, or (`deep`) something in it. */
export interface ModulePart {
  request: number;
  deep: boolean;
  /** What a function of the module gave back: something that it hands on, perhaps. */
  given?: true;
  /** The keys below the module's value, where they are known. */
  under?: string[];
}

/** Tells which module's value an expression is, or a part of which. */
export class ModuleValues {
  private readonly locals = new Map<Binding, number>();

  /** @param requestOf the request that a node is */
  constructor(
    private readonly scopes: ScopeInfo,
    readonly requestOf: (node: Node) => number | null,
  ) {
    for (const binding of scopes.program.bindings.values()) {
      const request = this.requestOfBinding(binding);
      if (request !== null) this.locals.set(binding, request);
    }
  }

  /** The request whose value, or a member of it (see `destructuredKey`), a variable of the top level holds. */
  heldBy(binding: Binding): number | undefined {
    return this.locals.get(binding);
  }

  /** The request whose value (or, `deep`, a member of it) an expression is: also by way of variables. */
  behind(node: Node, depth = 0): ModulePart | null {
    const { root, keys } = membersOf(node);
    const request = this.requestOf(root);
    if (request !== null) return { request, deep: keys.length > 0, under: keys };
    const binding = root.type === 'Identifier' && depth < 6 ? this.scopes.byNode.get(root)?.binding : null;
    if (!binding) return null;
    const own = this.locals.get(binding);
    if (own !== undefined) {
      const under = [...destructuredKey(binding), ...keys];
      return { request: own, deep: under.length > 0, under };
    }
    const id = binding.declarations[0];
    let isPart = keys.length > 0;
    let under: string[] | undefined = keys;
    for (let up: Node | null = id ? parentOf(id) : null; up; up = parentOf(up)) {
      if (up.type === 'VariableDeclarator') {
        const behind = up.init ? this.behind(up.init, depth + 1) : null;
        const path = behind?.under && under && [...behind.under, ...under];
        return behind && { ...behind, deep: behind.deep || isPart, under: path };
      }
      if (!/^(ObjectProperty|ObjectPattern|ArrayPattern|AssignmentPattern|RestElement)$/.test(up.type)) return null;
      isPart = true;
      const key: string | null = up.type === 'ObjectProperty' ? propertyKey(up) : null;
      if (up.type === 'ObjectProperty') under = key === null || !under ? undefined : [key, ...under];
      else if (up.type !== 'ObjectPattern' && up.type !== 'AssignmentPattern') under = undefined;
    }
    return null;
  }

  private requestOfBinding(binding: Binding): number | null {
    const id = binding.declarations[0];
    const parent = id ? parentOf(id) : null;
    if (!parent) return null;
    if (parent.type === 'VariableDeclarator' && parent.init) return this.requestOf(membersOf(parent.init).root);
    // `const { a } = require('x')`: `a` is a member of the module.
    const pattern = parent.type === 'ObjectProperty' && parent.value === id ? parentOf(parent) : null;
    const declarator = pattern && parentOf(pattern);
    if (declarator?.type === 'VariableDeclarator' && declarator.id === pattern && declarator.init) {
      return this.requestOf(declarator.init);
    }
    if (binding.kind === 'import') {
      const declaration = parentOf(parent);
      return declaration ? this.requestOf(declaration) : null;
    }
    return null;
  }
}

/** `require('x').a.b`: the call, and ['a', 'b']. */
export function membersOf(node: Node): { root: Node; keys: string[] } {
  const keys: string[] = [];
  let root = node;
  while (root.type === 'MemberExpression') {
    const key = memberKey(root);
    if (key === null) break;
    keys.unshift(key);
    root = root.object;
  }
  return { root, keys };
}

/** The key that a binding takes from the required object: `const { a: b } = require(x)` reads `a`. */
export function destructuredKey(binding: Binding): string[] {
  const id = binding.declarations[0];
  const property = id ? parentOf(id) : null;
  if (property?.type === 'VariableDeclarator' && property.id === id && property.init)
    return membersOf(property.init).keys;
  if (property?.type === 'ObjectProperty' && !property.computed && property.key.type === 'Identifier')
    return [property.key.name];
  if (property?.type === 'ImportSpecifier' && property.imported.type === 'Identifier') return [property.imported.name];
  return [];
}
