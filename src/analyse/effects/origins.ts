import { functionOfBinding } from './callables.js';
import type { ModulePart, ModuleValues } from './module-values.js';
import { membersOf } from './module-values.js';
import { callOf, isImmediatelyCalled } from '../places.js';
import { isFunctionNode, parentOf, type FunctionNode, type Node } from '../tree.js';
import type { Binding, Reference, ScopeInfo } from '../scope.js';
import { memberKey, propertyKey } from '../uses.js';

/**
 * Tells which modules' values an expression may be, or hold, by way of conditions, variables that are assigned, objects,
 * lists, the file's own functions and their parameters. What it does not find may still be one.
 */
export class Origins {
  private readonly values = new Map<Node, ModulePart[]>();
  private readonly contents = new Map<Node, ModulePart[]>();
  private readonly stored = new Map<Binding, ModulePart[]>();
  private kept: Map<string, Node[]> | null = null;

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
          return this.valuesOf(node).flatMap(({ value, held, giver }) =>
            giver ? given(this.is(value)) : held ? this.holds(value) : this.is(value),
          );
        case 'MemberExpression':
        case 'OptionalMemberExpression': {
          const { root } = membersOf(node);
          const object = root === node ? node.object : root;
          return [...deepen(this.is(object)), ...this.holds(object), ...this.inside(node)];
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
          const inside = this.valuesOf(node).flatMap(({ value, giver }) => (giver ? [] : this.holds(value)));
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

  /** What the members of a chain may be that an object keeps: `a.kept.b` where a class has `kept = require('./x')`. */
  inside(node: Node): ModulePart[] {
    const found: ModulePart[] = [];
    for (
      let up: Node = node;
      up.type === 'MemberExpression' || up.type === 'OptionalMemberExpression';
      up = up.object
    ) {
      for (const value of this.keptAs().get(memberKey(up) ?? '') ?? []) {
        const parts = this.is(value);
        found.push(...(up === node ? parts : deepen(parts)), ...this.holds(value));
      }
    }
    return found;
  }

  /** The values of fields of classes, and of `this.key = …`, by their keys. */
  private keptAs(): ReadonlyMap<string, Node[]> {
    if (this.kept) return this.kept;
    const kept = new Map<string, Node[]>();
    this.kept = kept;
    const note = (key: string | null, value: Node): void => {
      if (key !== null) kept.set(key, [...(kept.get(key) ?? []), value]);
    };
    const noteField = (value: Node): void => {
      const field = parentOf(value);
      if ((field?.type === 'ClassProperty' || field?.type === 'ClassPrivateProperty') && field.value === value)
        note(field.type === 'ClassProperty' ? propertyKey(field) : null, value);
    };
    for (const { node } of this.scopes.acts) {
      if (node.type === 'CallExpression') noteField(node);
      else if (node.type === 'AssignmentExpression' && node.left.type === 'MemberExpression')
        if (node.left.object.type === 'ThisExpression') note(memberKey(node.left), node.right);
    }
    for (const { node } of this.scopes.references) noteField(node);
    return kept;
  }

  /** What a variable may be. */
  private valuesOf(node: Node & { type: 'Identifier' }): Value[] {
    const binding = this.scopes.byNode.get(node)?.binding;
    if (!binding) return [];
    const found: Value[] = [];
    for (const id of binding.declarations) {
      let isPart = false;
      for (let up = parentOf(id), inner: Node = id; up; inner = up, up = parentOf(up)) {
        if (up.type === 'VariableDeclarator') {
          if (up.init) found.push({ value: up.init, held: isPart });
          else found.push(...elementsOf(up));
        } else if (isFunctionNode(up))
          found.push(...this.given(up, inner).map((value) => ({ ...value, held: value.held || isPart })));
        else if (up.type === 'AssignmentPattern') {
          // The value where nothing is given: `(from = require('./x')) => …`.
          if (up.left === inner) found.push({ value: up.right, held: isPart });
          continue;
        } else if (/^(ObjectProperty|ObjectPattern|ArrayPattern|RestElement)$/.test(up.type)) {
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
    const result = given(this.is(callee));
    if (callee.type === 'MemberExpression') return [...this.holds(callee.object), ...result];
    const binding = callee.type === 'Identifier' ? this.scopes.byNode.get(callee)?.binding : null;
    const fn = isFunctionNode(callee) ? callee : binding ? functionOfBinding(binding) : null;
    return fn ? resultsOf(fn).flatMap((value) => this.is(value)) : result;
  }

  /**
   * What the parameter of a function gets: of its calls, of a function of the file that it is handed to, of a module's, or the
   * elements that `list.forEach(fn)` hands to it.
   */
  private given(fn: FunctionNode, parameter: Node): Value[] {
    const index = (fn.params as Node[]).indexOf(parameter);
    if (index < 0) return [];
    const calls: Node[] = [];
    const callsOf = (references: readonly Reference[] = []): void => {
      for (const { node } of references) {
        const call = parentOf(node);
        if (call?.type === 'CallExpression' && call.callee === node) calls.push(call);
      }
    };
    const own = isImmediatelyCalled(fn) ? callOf(fn) : null;
    if (own) calls.push(own);
    const id = fn.type === 'FunctionDeclaration' ? fn.id : assignedName(fn);
    callsOf(id ? this.scopes.declared.get(id)?.references : []);
    const outer = own ? null : parentOf(fn);
    const found: Value[] = [];
    if (outer?.type === 'CallExpression' && outer.callee !== fn) {
      const { callee } = outer;
      const binding = callee.type === 'Identifier' ? this.scopes.byNode.get(callee)?.binding : null;
      const taker = binding ? functionOfBinding(binding) : null;
      const taken = taker?.params[(outer.arguments as Node[]).indexOf(fn)];
      if (taken?.type === 'Identifier') callsOf(this.scopes.declared.get(taken)?.references);
      if (callee.type === 'MemberExpression') found.push({ value: callee.object, held: true });
      found.push({ value: callee, held: false, giver: true });
    }
    for (const call of calls) {
      const value = call.type === 'CallExpression' ? call.arguments[index] : undefined;
      if (value && value.type !== 'SpreadElement') found.push({ value, held: false });
    }
    return found;
  }
}

/** An expression that a variable may be; `held`: a part of it; `giver`: a function that hands it over. */
interface Value {
  value: Node;
  held: boolean;
  giver?: true;
}

/** What functions of modules give back, or hand to others. */
const given = (parts: ModulePart[]): ModulePart[] =>
  parts.map((part) => ({ ...part, deep: true, given: true, under: undefined }));

/** Finds each thing once; variables that are assigned to each other give nothing new. */
function once<T>(known: Map<T, ModulePart[]>, key: T, find: () => ModulePart[]): ModulePart[] {
  let found = known.get(key);
  if (found) return found;
  known.set(key, none);
  found = find();
  if (found.length === 0) return none;
  if (found.length > 1)
    found = [
      ...new Map(found.map((part) => [`${part.request} ${part.deep} ${part.given} ${part.under}`, part])).values(),
    ];
  known.set(key, found);
  return found;
}

const none: ModulePart[] = [];

const deepen = (parts: ModulePart[]): ModulePart[] => parts.map((part) => ({ ...part, deep: true, under: undefined }));

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
function elementsOf(declarator: Node): Value[] {
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
