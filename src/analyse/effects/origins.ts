import { functionOfBinding } from './callables.js';
import type { ModulePart, ModuleValues } from './module-values.js';
import { membersOf } from './module-values.js';
import { callOf, isImmediatelyCalled } from '../places.js';
import { isFunctionNode, parentOf, type FunctionNode, type Node } from '../tree.js';
import type { Binding, ScopeInfo } from '../scope.js';

/**
 * Tells which modules' values an expression may be, or hold, by way of conditions, variables that are assigned, objects,
 * lists, the file's own functions and their parameters. What it does not find may still be one.
 */
export class Origins {
  private readonly values = new Map<Node, ModulePart[]>();
  private readonly contents = new Map<Node, ModulePart[]>();
  private readonly stored = new Map<Binding, ModulePart[]>();

  constructor(
    private readonly scopes: ScopeInfo,
    private readonly modules: ModuleValues,
  ) {}

  /** What the value itself may be. */
  is(node: Node): ModulePart[] {
    const known = this.modules.behind(node);
    if (known) return [known];
    return once(this.values, node, () => {
      const passed = passedOn(node);
      if (passed) return passed.flatMap((value) => this.is(value));
      switch (node.type) {
        case 'Identifier':
          return this.valuesOf(node).flatMap(({ value, held }) => (held ? this.holds(value) : this.is(value)));
        case 'MemberExpression':
        case 'OptionalMemberExpression': {
          const { root } = membersOf(node);
          const object = root === node ? node.object : root;
          return [...deepen(this.is(object)), ...this.holds(object)];
        }
        case 'CallExpression':
        case 'OptionalCallExpression':
          return this.resultOf(node);
        default:
          return [];
      }
    });
  }

  /** What the members, elements or entries of the value may be. */
  holds(node: Node): ModulePart[] {
    return once(this.contents, node, () => {
      const passed = passedOn(node);
      if (passed) return passed.flatMap((value) => this.holds(value));
      switch (node.type) {
        case 'Identifier': {
          const inside = this.valuesOf(node).flatMap(({ value }) => this.holds(value));
          const binding = this.scopes.byNode.get(node)?.binding;
          return binding ? [...inside, ...this.storedIn(binding)] : inside;
        }
        case 'ObjectExpression':
          return node.properties.flatMap((p) => {
            if (p.type === 'SpreadElement') return this.either(p.argument);
            return p.type === 'ObjectProperty' ? this.either(p.value) : [];
          });
        case 'ArrayExpression':
          return node.elements.flatMap((e) => (e ? this.either(e.type === 'SpreadElement' ? e.argument : e) : []));
        case 'NewExpression':
          return node.arguments.flatMap((a) => this.either(a));
        default:
          return [];
      }
    });
  }

  private either(node: Node): ModulePart[] {
    return [...this.is(node), ...this.holds(node)];
  }

  /** What a variable may be (`held`: a part of which it may be). */
  private valuesOf(node: Node & { type: 'Identifier' }): { value: Node; held: boolean }[] {
    const binding = this.scopes.byNode.get(node)?.binding;
    if (!binding) return [];
    const found: { value: Node; held: boolean }[] = [];
    for (const id of binding.declarations) {
      let isPart = false;
      for (let up = parentOf(id), inner: Node = id; up; inner = up, up = parentOf(up)) {
        if (up.type === 'VariableDeclarator') {
          if (up.init) found.push({ value: up.init, held: isPart });
          else found.push(...elementsOf(up));
        } else if (isFunctionNode(up)) found.push(...this.given(up, inner));
        else if (/^(ObjectProperty|ObjectPattern|ArrayPattern|AssignmentPattern|RestElement)$/.test(up.type)) {
          isPart = true;
          continue;
        }
        break;
      }
    }
    for (const { node: name, mode } of binding.references) {
      const parent = mode === 'write' ? parentOf(name) : null;
      if (parent?.type === 'AssignmentExpression' && parent.left === name)
        found.push({ value: parent.right, held: false });
    }
    return found;
  }

  /** What is written to members of a variable, or handed to its methods: `o.a = x`, `list.push(x)`. */
  private storedIn(binding: Binding): ModulePart[] {
    return once(this.stored, binding, () =>
      binding.references.flatMap(({ node }) => {
        const member = parentOf(node);
        const outer = member?.type === 'MemberExpression' && member.object === node ? parentOf(member) : null;
        if (outer?.type === 'AssignmentExpression' && outer.left === member) return this.either(outer.right);
        if (outer?.type === 'CallExpression' && outer.callee === member)
          return outer.arguments.flatMap((a) => this.is(a));
        return [];
      }),
    );
  }

  /** What a function of the file gives back, or a method of something that holds modules: `map.get(key)`. */
  private resultOf(call: Node & { type: 'CallExpression' | 'OptionalCallExpression' }): ModulePart[] {
    const { callee } = call;
    if (callee.type === 'MemberExpression') return this.holds(callee.object);
    const binding = callee.type === 'Identifier' ? this.scopes.byNode.get(callee)?.binding : null;
    const fn = isFunctionNode(callee) ? callee : binding ? functionOfBinding(binding) : null;
    return fn ? resultsOf(fn).flatMap((value) => this.is(value)) : [];
  }

  /** What the parameter of a function gets: of its calls, or the elements that `list.forEach(fn)` hands to it. */
  private given(fn: FunctionNode, parameter: Node): { value: Node; held: boolean }[] {
    const index = (fn.params as Node[]).indexOf(parameter);
    if (index < 0) return [];
    const calls: Node[] = [];
    const own = isImmediatelyCalled(fn) ? callOf(fn) : null;
    if (own) calls.push(own);
    const id = fn.type === 'FunctionDeclaration' ? fn.id : assignedName(fn);
    for (const { node } of (id && this.scopes.declared.get(id)?.references) ?? []) {
      const call = parentOf(node);
      if (call?.type === 'CallExpression' && call.callee === node) calls.push(call);
    }
    const taken = calls.flatMap((call) => {
      const value = call.type === 'CallExpression' ? call.arguments[index] : undefined;
      return value && value.type !== 'SpreadElement' ? [{ value: value as Node, held: false }] : [];
    });
    const outer = parentOf(fn);
    const isCallback = outer?.type === 'CallExpression' && outer.callee.type === 'MemberExpression';
    return isCallback ? [...taken, { value: (outer.callee as { object: Node }).object, held: true }] : taken;
  }
}

/** Finds each thing once; variables that are assigned to each other give nothing new. */
function once<T>(known: Map<T, ModulePart[]>, key: T, find: () => ModulePart[]): ModulePart[] {
  let found = known.get(key);
  if (found) return found;
  known.set(key, none);
  found = find();
  if (found.length === 0) return none;
  if (found.length > 1) found = [...new Map(found.map((part) => [`${part.request} ${part.deep}`, part])).values()];
  known.set(key, found);
  return found;
}

const none: ModulePart[] = [];

const deepen = (parts: ModulePart[]): ModulePart[] => parts.map((part) => ({ ...part, deep: true }));

/** The expressions whose value another one has; null for one with a value of its own. */
function passedOn(node: Node): Node[] | null {
  switch (node.type) {
    case 'ConditionalExpression':
      return [node.consequent, node.alternate];
    case 'LogicalExpression':
      return [node.left, node.right];
    case 'AssignmentExpression':
      return node.operator === '=' ? [node.right] : [];
    case 'SequenceExpression':
      return [node.expressions.at(-1)!];
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSNonNullExpression':
      return [node.expression];
    default:
      return null;
  }
}

/** The variable of a function expression: `const f = () => …`. */
function assignedName(fn: FunctionNode): Node | null {
  const parent = parentOf(fn);
  return parent?.type === 'VariableDeclarator' && parent.init === fn ? parent.id : null;
}

/** `for (const x of list)`: the elements of the list. */
function elementsOf(declarator: Node): { value: Node; held: boolean }[] {
  const declaration = parentOf(declarator);
  const loop = declaration && parentOf(declaration);
  return loop?.type === 'ForOfStatement' && loop.left === declaration ? [{ value: loop.right, held: true }] : [];
}

/** What a function returns, as far as its own statements say: those in inner blocks, too. */
function resultsOf(fn: FunctionNode): Node[] {
  if (fn.body.type !== 'BlockStatement') return [fn.body];
  const found: Node[] = [];
  const search = (statement: Node | null | undefined): void => {
    switch (statement?.type) {
      case 'ReturnStatement':
        if (statement.argument) found.push(statement.argument);
        return;
      case 'BlockStatement':
        return statement.body.forEach(search);
      case 'IfStatement':
        search(statement.consequent);
        return search(statement.alternate);
      case 'TryStatement':
        search(statement.block);
        search(statement.handler?.body);
        return search(statement.finalizer);
    }
  };
  search(fn.body);
  return found;
}
