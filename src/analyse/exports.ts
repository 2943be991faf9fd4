import type * as t from '@babel/types';
import type {
  ExportAlias,
  ExportAssignment,
  ExportCall,
  ExportFacts,
  ExportObject,
  ExportRef,
  ExportTarget,
} from './facts.js';
import type { Declarations } from './declarations.js';
import type { Places } from './places.js';
import { outerRange, rangeOf } from './ranges.js';
import { isReassigned } from './string-pattern.js';
import { isFunctionNode, parentOf, type Node } from './tree.js';
import type { Scope, ScopeInfo } from './scope.js';
import { classifyUse, isModuleExports, isTypeof, memberKey, propertyKey } from './uses.js';
import type { Values } from './values.js';

interface Found {
  node: Node;
  object: ExportObject;
  alias: string | null;
  scope: Scope;
}

/** Finds everything that a file does with its exports object, in source order. */
export function findExports(
  scopes: ScopeInfo,
  places: Places,
  declarations: Declarations,
  values: Values,
): ExportFacts {
  const finder = new ExportFinder(scopes, places, declarations, values);
  return finder.run();
}

class ExportFinder {
  private readonly facts: ExportFacts = { refs: [], assignments: [], calls: [], aliases: [] };
  private readonly assignmentIds = new Map<Node, number>();
  private readonly callIds = new Map<Node, number>();

  constructor(
    private readonly scopes: ScopeInfo,
    private readonly places: Places,
    private readonly declarations: Declarations,
    private readonly values: Values,
  ) {}

  run(): ExportFacts {
    const found = this.direct();
    for (const item of found) this.findAlias(item.node);
    for (const alias of this.facts.aliases) {
      const binding = this.scopes.program.bindings.get(alias.name);
      for (const reference of binding?.references ?? []) {
        found.push({ node: reference.node, object: 'alias', alias: alias.name, scope: reference.scope });
      }
    }
    found.sort((a, b) => a.node.start! - b.node.start! || b.node.end! - a.node.end!);
    for (const item of found) this.addRef(item);
    return this.facts;
  }

  /** `exports`, `module.exports` and the top-level `this`. */
  private direct(): Found[] {
    const found: Found[] = [];
    for (const { node, scope } of this.scopes.free.get('exports') ?? []) {
      if (isTypeof(node)) continue;
      found.push({ node, object: 'exports', alias: null, scope });
    }
    for (const { node, scope } of this.scopes.free.get('module') ?? []) {
      const parent = parentOf(node);
      if (parent && isModuleExports(parent) && !isTypeof(parent)) {
        found.push({ node: parent, object: 'module.exports', alias: null, scope });
      }
    }
    for (const { node, scope } of this.scopes.topLevelThis) found.push({ node, object: 'this', alias: null, scope });
    return found;
  }

  /** `var api = exports`, `var api = module.exports = {}`: another name of the exports object, if never rebound. */
  private findAlias(node: Node): void {
    let value: Node = node;
    for (let up = parentOf(value); up; up = parentOf(value)) {
      if (up.type === 'AssignmentExpression' && up.operator === '=') value = up;
      else break;
    }
    const declarator = parentOf(value);
    if (declarator?.type !== 'VariableDeclarator' || declarator.init !== value || declarator.id.type !== 'Identifier')
      return;
    const declaration = this.declarations.indexOf(parentOf(declarator));
    if (declaration === null || !this.declarations.facts[declaration]?.topLevel) return;
    const name = declarator.id.name;
    if (this.facts.aliases.some((a) => a.name === name)) return;
    const binding = this.scopes.program.bindings.get(name);
    if (!binding) return;
    const alias: ExportAlias = {
      name,
      declaration,
      index: this.declarations.declaratorIndex(declarator),
      reassigned: isReassigned(binding),
    };
    this.facts.aliases.push(alias);
  }

  private addRef(item: Found): void {
    const { node } = item;
    const use = classifyUse(node, this.places);
    const key = use.key;
    const inner = key === null ? null : item.scope.lookup(key);
    const ref: ExportRef = {
      object: item.object,
      alias: item.alias,
      range: outerRange(node),
      use,
      assignment: null,
      call: null,
      keyShadowed: inner !== null && inner.scope !== this.scopes.program,
      nested: item.scope !== this.scopes.program,
    };
    const member = parentOf(node);
    const target = use.member && member ? member : node;
    const holder = parentOf(target);
    if (holder?.type === 'AssignmentExpression' && holder.left === target) ref.assignment = this.assignment(holder);
    else if (holder?.type === 'AssignmentExpression' && holder.right === node && target === node) {
      // `x = module.exports` and `exports = module.exports` pass the object on.
      ref.assignment = null;
    }
    if (target === node && holder?.type === 'CallExpression' && holder.callee !== node)
      ref.call = this.call(holder, node);
    this.facts.refs.push(ref);
  }

  private assignment(node: t.AssignmentExpression): number {
    let top: t.AssignmentExpression = node;
    for (
      let up = parentOf(top);
      up?.type === 'AssignmentExpression' && up.right === top && up.operator === '=';
      up = parentOf(top)
    ) {
      top = up;
    }
    const known = this.assignmentIds.get(top);
    if (known !== undefined) return known;
    const id = this.facts.assignments.length;
    this.assignmentIds.set(top, id);

    const targets: ExportTarget[] = [this.target(top.left)];
    let value: Node = top.right;
    while (top.operator === '=' && value.type === 'AssignmentExpression' && value.operator === '=') {
      targets.push(this.target(value.left));
      value = value.right;
    }
    const place = this.places.at(top);
    const assignment: ExportAssignment = {
      range: outerRange(top),
      operator: top.operator,
      targets,
      value: this.values.describe(value),
      container: this.container(top),
      when: place.when,
      unit: place.unit,
      statement: place.statement,
    };
    this.facts.assignments.push(assignment);
    return id;
  }

  private container(top: Node): ExportAssignment['container'] {
    const parent = parentOf(top);
    // In parentheses (a JSDoc cast) it stays the expression that it is.
    if (parent?.type === 'ExpressionStatement' && !top.extra?.parenthesized) {
      return { kind: 'statement', range: rangeOf(parent), topLevel: parentOf(parent)?.type === 'Program' };
    }
    if (parent?.type === 'VariableDeclarator' && parent.init === top) {
      const declaration = this.declarations.indexOf(parentOf(parent));
      if (declaration !== null) {
        return {
          kind: 'declarator',
          declaration,
          index: this.declarations.declaratorIndex(parent),
          name: parent.id.type === 'Identifier' ? parent.id.name : null,
        };
      }
    }
    return { kind: 'expression' };
  }

  private target(node: Node): ExportTarget {
    const range = rangeOf(node);
    const object = this.objectOf(node);
    if (object) return { range, key: null, object: object.object, name: object.name };
    if (node.type === 'MemberExpression') {
      const inner = this.objectOf(node.object);
      const key = memberKey(node);
      if (inner && key !== null) return { range, key, object: inner.object, name: inner.name };
    }
    return { range, key: null, object: 'local', name: node.type === 'Identifier' ? node.name : null };
  }

  private objectOf(node: Node): { object: ExportObject; name: string | null } | null {
    if (node.type === 'Identifier') {
      const binding = this.scopes.byNode.get(node)?.binding ?? null;
      if (node.name === 'exports' && !binding) return { object: 'exports', name: null };
      const alias = binding?.scope === this.scopes.program && this.facts.aliases.some((a) => a.name === node.name);
      return alias ? { object: 'alias', name: node.name } : null;
    }
    if (isModuleExports(node)) {
      const module = (node as t.MemberExpression).object;
      return this.scopes.byNode.get(module)?.binding ? null : { object: 'module.exports', name: null };
    }
    if (node.type === 'ThisExpression' && this.scopes.topLevelThis.some((found) => found.node === node))
      return { object: 'this', name: null };
    return null;
  }

  private call(node: t.CallExpression, argument: Node): number | null {
    const known = this.callIds.get(node);
    if (known !== undefined) return known;
    const kind = this.callKind(node, argument);
    if (!kind) return null;
    const parent = parentOf(node);
    const isStatement = parent?.type === 'ExpressionStatement';
    const id = this.facts.calls.length;
    this.callIds.set(node, id);
    this.facts.calls.push({
      ...kind,
      range: outerRange(node),
      statement: isStatement ? rangeOf(parent) : null,
      topLevel: isStatement && parentOf(parent)?.type === 'Program',
      when: this.places.at(node).when,
    });
    return id;
  }

  private callKind(
    node: t.CallExpression,
    argument: Node,
  ): Pick<ExportCall, 'kind' | 'key' | 'values' | 'enumerable'> | null {
    const callee = node.callee;
    const args = node.arguments as Node[];
    const name =
      callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? memberKey(callee) : null;
    if (name === '__exportStar' && args[1] === argument && args[0]) {
      return { kind: 'star', key: null, values: [this.values.describe(args[0])], enumerable: true };
    }
    if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier' || callee.object.name !== 'Object')
      return null;
    if (args[0] !== argument) return null;
    if (name === 'assign' && args.slice(1).every((a) => a.type !== 'SpreadElement')) {
      return {
        kind: 'assign',
        key: null,
        values: args.slice(1).map((a) => this.values.describe(a)),
        enumerable: true,
      };
    }
    if (name !== 'defineProperty' || args.length !== 3) return null;
    const key = args[1]!.type === 'StringLiteral' ? args[1].value : null;
    const descriptor = args[2]!;
    if (key === null || descriptor.type !== 'ObjectExpression') return null;
    const field = (wanted: string): t.ObjectProperty | t.ObjectMethod | undefined =>
      descriptor.properties.find(
        (p): p is t.ObjectProperty | t.ObjectMethod => p.type !== 'SpreadElement' && propertyKey(p) === wanted,
      );
    const value = field('value');
    const shown = field('enumerable');
    const enumerable =
      shown?.type === 'ObjectProperty' && shown.value.type === 'BooleanLiteral' ? shown.value.value : false;
    if (key === '__esModule') return { kind: 'marker', key, values: [], enumerable };
    if (value?.type === 'ObjectProperty' && !field('get'))
      return { kind: 'define', key, values: [this.values.describe(value.value)], enumerable };
    const getter = field('get');
    const returned = getter && returnedExpression(getter.type === 'ObjectMethod' ? getter : getter.value);
    if (!returned || field('set')) return null;
    return { kind: 'getter', key, values: [this.values.describe(returned)], enumerable };
  }
}

/** The expression of a function that does nothing but return it. */
function returnedExpression(fn: Node): Node | null {
  if (!isFunctionNode(fn)) return null;
  if (fn.body.type !== 'BlockStatement') return fn.body;
  const only = fn.body.body.length === 1 ? fn.body.body[0] : null;
  return only?.type === 'ReturnStatement' ? (only.argument ?? null) : null;
}
