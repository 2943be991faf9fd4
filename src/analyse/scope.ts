import type * as t from '@babel/types';
import { visitorKeys } from './visitor-keys.js';
import { closeParentheses, dropNextLinesSemicolon } from './ranges.js';

/**
 * A small scope pass: one walk over the tree that links every node to its parent, records where each identifier
 * is bound and resolves every reference. It costs a fraction of a parse (`@babel/traverse` costs many).
 */

/** A tree node as this pass leaves it. */
export type Node = t.Node;
interface Linked {
  parent?: Node | null;
  /** The reference that an identifier makes. */
  reference?: Reference;
  /** The binding that an identifier declares. */
  binding?: Binding;
}

export type BindingKind = 'var' | 'let' | 'const' | 'function' | 'class' | 'param' | 'catch' | 'import';

export interface Reference {
  node: t.Identifier | t.JSXIdentifier;
  scope: Scope;
  /** `write` also counts declarations that run again (`for (var k in o)`) and patterns; `update` reads and writes. */
  mode: 'read' | 'write' | 'update';
  binding: Binding | null;
}

export interface Binding {
  name: string;
  kind: BindingKind;
  scope: Scope;
  /** The declaring identifiers, in source order (`var` and functions may have several). */
  declarations: t.Identifier[];
  references: Reference[];
  /** Some reference writes to it. */
  isWritten: boolean;
}

const noBindings: ReadonlyMap<string, Binding> = new Map();

export class Scope {
  /** Made with the first binding: most blocks declare nothing. */
  private own: Map<string, Binding> | null = null;
  constructor(
    readonly parent: Scope | null,
    /** True for the program and for functions: where `var` lands. */
    readonly isFunction: boolean,
    readonly node: Node,
  ) {}

  get bindings(): ReadonlyMap<string, Binding> {
    return this.own ?? noBindings;
  }

  /** The nearest scope of a function, or the program: this one, or one around it. */
  get functionScope(): Scope {
    let scope: Scope = this;
    while (!scope.isFunction && scope.parent) scope = scope.parent;
    return scope;
  }

  lookup(name: string): Binding | null {
    for (let scope: Scope | null = this; scope; scope = scope.parent) {
      const found = scope.own?.get(name);
      if (found) return found;
    }
    return null;
  }

  declare(name: string, kind: BindingKind, id: t.Identifier): Binding {
    const target = kind === 'var' ? this.functionScope : this;
    target.own ??= new Map();
    const existing = target.own.get(name);
    if (existing) {
      existing.declarations.push(id);
      return existing;
    }
    const binding: Binding = { name, kind, scope: target, declarations: [id], references: [], isWritten: false };
    target.own.set(name, binding);
    return binding;
  }
}

export type FunctionNode =
  | t.FunctionDeclaration
  | t.FunctionExpression
  | t.ArrowFunctionExpression
  | t.ObjectMethod
  | t.ClassMethod
  | t.ClassPrivateMethod;

/** How a function body treats its own `this` (arrow functions count towards their enclosing function). */
export interface ThisUse {
  reads: boolean;
  /** Assigns to, updates or deletes a member of `this`. */
  writes: boolean;
  /** Uses `this` other than as `this.name`. */
  escapes: boolean;
  /** Asks `this instanceof …`, as constructors do that may be called without `new`. */
  isTested: boolean;
  usesSuper: boolean;
}

export interface ScopeInfo {
  program: Scope;
  references: Reference[];
  /** The reference that an identifier node makes. */
  byNode: NodeIndex<Reference>;
  /** The binding that a declaring identifier makes. */
  declared: NodeIndex<Binding>;
  /** Every binding, in the order of their first declarations. */
  bindings: Binding[];
  /** References that no binding of the file answers: globals and CommonJS's own variables, by name. */
  free: Map<string, Reference[]>;
  /** Every identifier name that is declared or referenced anywhere. */
  names: Set<string>;
  thisUse: Map<Node, ThisUse>;
  /** `this` outside every function (but also inside top-level arrows): the initial exports object in CommonJS. */
  topLevelThis: t.ThisExpression[];
  /** `return` outside every function. */
  topLevelReturns: t.ReturnStatement[];
  /** import.meta or top-level await: only a module has them. */
  moduleSyntax: boolean;
  /** Scopes of blocks that declare a function, by its name. */
  blockFunctions: Map<string, Scope[]>;
  /** Strings that may name a file: the last segment of each, without its extension. */
  fileNames: Set<string>;
  /** Strings that start like a relative path, other than those of requests. */
  relativePaths: Set<string>;
  /** Strings that are the path of a script: `'test/data/x.js'`, `'./setup.js'`. */
  filePaths: t.StringLiteral[];
  /** Direct calls of `eval`. */
  evals: t.CallExpression[];
  dynamicImports: (t.CallExpression | t.ImportExpression)[];
  /** What does something when it runs, and functions: for `findEffects`, which would else walk the tree once more. */
  acts: { node: Act; scope: Scope }[];
}

/** A node that does something when it runs, or a function. */
export type Act =
  | t.CallExpression
  | t.OptionalCallExpression
  | t.NewExpression
  | t.TaggedTemplateExpression
  | t.ThrowStatement
  | t.AssignmentExpression
  | t.UpdateExpression
  | t.UnaryExpression
  | t.VariableDeclarator
  | t.ForOfStatement
  | t.ForInStatement
  | FunctionNode;

/** Looks up by node what is kept at the node: a map of every identifier would cost more than the walk. */
export interface NodeIndex<T> {
  get(node: Node): T | undefined;
  has(node: Node): boolean;
}

const referenceIndex: NodeIndex<Reference> = {
  get: (node) => (node as Linked).reference,
  has: (node) => (node as Linked).reference !== undefined,
};

const bindingIndex: NodeIndex<Binding> = {
  get: (node) => (node as Linked).binding,
  has: (node) => (node as Linked).binding !== undefined,
};

export function parentOf(node: Node): Node | null {
  return (node as Linked).parent ?? null;
}

/** `require('./x')`, `import … from './x'`: what they load needs no guess. */
function isRequestOf(parent: Node): boolean {
  if (parent.type !== 'CallExpression') return 'source' in parent;
  return parent.callee.type === 'Import' || (parent.callee.type === 'Identifier' && parent.callee.name === 'require');
}

export function isFunctionNode(node: Node): node is FunctionNode {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
    case 'ObjectMethod':
    case 'ClassMethod':
    case 'ClassPrivateMethod':
      return true;
    default:
      return false;
  }
}

/** The nearest enclosing function of a node, not counting the node itself. */
export function enclosingFunction(node: Node, throughArrows = false): FunctionNode | null {
  for (let up = parentOf(node); up; up = parentOf(up)) {
    if (isFunctionNode(up) && !(throughArrows && up.type === 'ArrowFunctionExpression')) return up;
  }
  return null;
}

/** The child nodes of a node in source order. TypeScript's types are not entered: they hold no values. */
export function childNodes(node: Node): Node[] {
  const out: Node[] = [];
  eachChild(node, (child) => out.push(child));
  return out;
}

/** Calls `visit` for each child node in source order, without making a list of them. */
export function eachChild(node: Node, visit: (child: Node) => void): void {
  const keys = visitorKeys[node.type];
  if (!keys) return;
  for (const key of keys) {
    const value = (node as unknown as Record<string, Node | (Node | null)[] | null | undefined>)[key];
    if (!value) continue;
    if (Array.isArray(value)) {
      for (const item of value) if (item) visit(item);
    } else visit(value);
  }
}

/** Resolves all names of a program. Marks every node with its parent (see `parentOf`). */
export function analyseScopes(file: t.File, source: string): ScopeInfo {
  return new ScopePass(file.program, source).run();
}

class ScopePass {
  private readonly info: ScopeInfo;

  constructor(
    private readonly root: t.Program,
    private readonly source: string,
  ) {
    this.info = {
      program: new Scope(null, true, root),
      references: [],
      byNode: referenceIndex,
      declared: bindingIndex,
      bindings: [],
      free: new Map(),
      names: new Set(),
      thisUse: new Map(),
      topLevelThis: [],
      topLevelReturns: [],
      moduleSyntax: false,
      blockFunctions: new Map(),
      fileNames: new Set(),
      relativePaths: new Set(),
      filePaths: [],
      evals: [],
      dynamicImports: [],
      acts: [],
    };
  }

  run(): ScopeInfo {
    (this.root as Linked).parent = null;
    this.visitChildren(this.root, this.info.program);
    for (const reference of this.info.references) {
      const name = reference.node.name;
      const binding = reference.scope.lookup(name);
      reference.binding = binding;
      (reference.node as Linked).reference = reference;
      if (binding) {
        binding.references.push(reference);
        if (reference.mode !== 'read') binding.isWritten = true;
      } else {
        const list = this.info.free.get(name);
        if (list) list.push(reference);
        else this.info.free.set(name, [reference]);
      }
    }
    return this.info;
  }

  private visitChildren(node: Node, scope: Scope): void {
    // The loop of `eachChild`, written out: it runs for every node of every file.
    const keys = visitorKeys[node.type];
    if (!keys) return;
    for (let i = 0; i < keys.length; i++) {
      const value = (node as unknown as Record<string, Node | (Node | null)[] | null | undefined>)[keys[i]!];
      if (!value) continue;
      if (Array.isArray(value)) {
        for (let j = 0; j < value.length; j++) if (value[j]) this.visit(value[j]!, node, scope);
      } else this.visit(value, node, scope);
    }
  }

  private noteFileName(text: string): void {
    if (text.length > 2000) return;
    if (!/^[\w@./-]+$/.test(text)) {
      if (!text.includes('.')) return;
      // The words of a command that name a script: `node test/data/view.js --all`.
      for (const [, name] of text.matchAll(/([\w@.-]+)\.[cm]?[jt]sx?(?![\w.])/g)) this.info.fileNames.add(name!);
      return;
    }
    const last = text.slice(text.lastIndexOf('/') + 1);
    this.info.fileNames.add(last.includes('.') ? last.replace(/\.[cm]?[jt]sx?$/, '') : last);
  }

  private notePath(node: t.StringLiteral, parent: Node): void {
    const { value } = node;
    if (/^\.{1,2}\/[^/]/.test(value) && !isRequestOf(parent)) this.info.relativePaths.add(value);
    if (/^(\.\/|<rootDir>\/)?[\w@.-]+(\/[\w@.-]+)*\.[cm]?jsx?$/.test(value) && !isRequestOf(parent))
      this.info.filePaths.push(node);
  }

  private visitAll(nodes: readonly (Node | null)[], parent: Node, scope: Scope): void {
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i];
      if (node) this.visit(node, parent, scope);
    }
  }

  private refer(node: t.Identifier | t.JSXIdentifier, scope: Scope, mode: Reference['mode']): void {
    this.info.names.add(node.name);
    this.info.references.push({ node, scope, mode, binding: null });
  }

  private declare(id: t.Identifier, kind: BindingKind, scope: Scope): Binding {
    this.info.names.add(id.name);
    const binding = scope.declare(id.name, kind, id);
    (id as Linked).binding = binding;
    if (binding.declarations[0] === id) this.info.bindings.push(binding);
    return binding;
  }

  private visit(node: Node, parent: Node, scope: Scope): void {
    (node as Linked).parent = parent;
    if (node.extra) closeParentheses(this.source, node);
    // The cases are tried one after the other: the most common types come first. They name their children, where
    // `visitChildren` would look them up.
    switch (node.type) {
      case 'Identifier':
        this.refer(node, scope, 'read');
        return;
      case 'MemberExpression':
      case 'OptionalMemberExpression':
        this.visit(node.object, node, scope);
        if (node.computed) this.visit(node.property, node, scope);
        else (node.property as Linked).parent = node;
        return;
      case 'StringLiteral':
        this.noteFileName(node.value);
        if (node.value.includes('/')) this.notePath(node, parent);
        return;
      case 'CallExpression':
        if (node.callee.type === 'Identifier' && node.callee.name === 'eval') this.info.evals.push(node);
        if (node.callee.type === 'Import') this.info.dynamicImports.push(node);
        this.info.acts.push({ node, scope });
        this.visit(node.callee, node, scope);
        this.visitAll(node.arguments, node, scope);
        return;
      case 'ExpressionStatement':
        dropNextLinesSemicolon(this.source, node);
        this.visit(node.expression, node, scope);
        return;
      case 'ObjectProperty':
        this.visitKey(node, scope);
        this.visit(node.value, node, scope);
        return;
      case 'VariableDeclaration':
        dropNextLinesSemicolon(this.source, node);
        for (const declarator of node.declarations) {
          (declarator as Linked).parent = node;
          if (declarator.init && (declarator.id.type !== 'Identifier' || declarator.init.type === 'ObjectExpression'))
            this.info.acts.push({ node: declarator, scope });
          const kind = node.kind === 'var' ? 'var' : node.kind === 'let' ? 'let' : 'const';
          this.bindPattern(declarator.id, declarator, scope, kind);
          if (declarator.init) this.visit(declarator.init, declarator, scope);
        }
        return;
      case 'NumericLiteral':
        return;
      case 'BinaryExpression':
      case 'LogicalExpression':
        this.visit(node.left, node, scope);
        this.visit(node.right, node, scope);
        return;
      case 'BlockStatement':
        this.visitAll(node.directives, node, scope);
        this.visitAll(node.body, node, new Scope(scope, false, node));
        return;
      case 'ReturnStatement':
        if (scope.functionScope.node.type === 'Program') this.info.topLevelReturns.push(node);
        if (node.argument) this.visit(node.argument, node, scope);
        return;
      case 'AssignmentExpression':
        this.info.acts.push({ node, scope });
        this.assignPattern(node.left, node, scope, node.operator === '=' ? 'write' : 'update');
        this.visit(node.right, node, scope);
        return;
      case 'ObjectExpression':
        this.visitAll(node.properties, node, scope);
        return;
      case 'IfStatement':
      case 'ConditionalExpression':
        this.visit(node.test, node, scope);
        this.visit(node.consequent, node, scope);
        if (node.alternate) this.visit(node.alternate, node, scope);
        return;
      case 'ArrowFunctionExpression':
        this.visitFunction(node, scope);
        return;
      case 'ThisExpression':
        this.recordThis(node);
        return;
      case 'TemplateElement':
        this.noteFileName(node.value.raw);
        return;
      case 'UnaryExpression':
        if (node.operator === 'delete') this.info.acts.push({ node, scope });
        this.visit(node.argument, node, scope);
        return;
      case 'NewExpression':
      case 'OptionalCallExpression':
        this.info.acts.push({ node, scope });
        this.visit(node.callee, node, scope);
        this.visitAll(node.arguments, node, scope);
        return;
      case 'ThrowStatement':
        this.info.acts.push({ node, scope });
        this.visit(node.argument, node, scope);
        return;
      case 'TaggedTemplateExpression':
        this.info.acts.push({ node, scope });
        this.visitChildren(node, scope);
        return;
      case 'JSXIdentifier':
        // Lower-case element names are strings, not references (JSX specification, via React's convention).
        if (/^[A-Z_$]/.test(node.name) || parent.type === 'JSXMemberExpression') this.refer(node, scope, 'read');
        return;
      case 'JSXAttribute':
        if (node.value) this.visit(node.value, node, scope);
        return;
      case 'JSXMemberExpression':
        this.visit(node.object, node, scope);
        return;
      case 'JSXNamespacedName':
        return;
      case 'FunctionDeclaration':
        if (node.id) {
          (node.id as Linked).parent = node;
          this.declare(node.id, 'function', scope);
          if (!scope.isFunction) {
            const list = this.info.blockFunctions.get(node.id.name) ?? [];
            list.push(scope);
            this.info.blockFunctions.set(node.id.name, list);
          }
        }
        this.visitFunction(node, scope);
        return;
      case 'FunctionExpression': {
        let inner = scope;
        if (node.id) {
          inner = new Scope(scope, false, node);
          (node.id as Linked).parent = node;
          this.declare(node.id, 'function', inner);
        }
        this.visitFunction(node, inner);
        return;
      }
      case 'ObjectMethod':
      case 'ClassMethod':
      case 'ClassPrivateMethod':
        this.visitKey(node, scope);
        this.visitFunction(node, scope);
        return;
      case 'ClassDeclaration':
      case 'ClassExpression': {
        const inner = new Scope(scope, false, node);
        if (node.id) {
          (node.id as Linked).parent = node;
          this.declare(node.id, 'class', node.type === 'ClassDeclaration' ? scope : inner);
        }
        if (node.superClass) this.visit(node.superClass, node, inner);
        for (const decorator of node.decorators ?? []) this.visit(decorator, node, scope);
        this.visit(node.body, node, inner);
        return;
      }
      case 'ClassProperty':
      case 'ClassPrivateProperty':
      case 'ClassAccessorProperty':
        this.visitKey(node, scope);
        if (node.value) this.visit(node.value, node, new Scope(scope, true, node));
        return;
      case 'StaticBlock':
        this.visitChildren(node, new Scope(scope, true, node));
        return;
      case 'LabeledStatement':
        this.visit(node.body, node, scope);
        return;
      case 'BreakStatement':
      case 'ContinueStatement':
        return;
      case 'MetaProperty':
        if (node.meta.name === 'import') this.info.moduleSyntax = true;
        return;
      case 'AwaitExpression':
        if (!enclosingFunction(node)) this.info.moduleSyntax = true;
        this.visitChildren(node, scope);
        return;
      case 'UpdateExpression':
        this.info.acts.push({ node, scope });
        this.assignPattern(node.argument, node, scope, 'update');
        return;
      case 'ForInStatement':
      case 'ForOfStatement': {
        const inner = new Scope(scope, false, node);
        if (node.left.type === 'VariableDeclaration') {
          this.visit(node.left, node, inner);
          for (const d of node.left.declarations) this.markLoopWrites(d.id, inner);
        } else {
          if (node.left.type !== 'Identifier') this.info.acts.push({ node, scope });
          this.assignPattern(node.left, node, inner, 'write');
        }
        this.visit(node.right, node, inner);
        this.visit(node.body, node, inner);
        return;
      }
      case 'ForStatement':
      case 'SwitchStatement':
        this.visitChildren(node, new Scope(scope, false, node));
        return;
      case 'CatchClause': {
        const inner = new Scope(scope, false, node);
        if (node.param) this.bindPattern(node.param, node, inner, 'catch');
        this.visit(node.body, node, inner);
        return;
      }
      case 'ImportDeclaration':
        for (const specifier of node.specifiers) {
          (specifier as Linked).parent = node;
          (specifier.local as Linked).parent = specifier;
          this.declare(specifier.local, 'import', scope);
        }
        (node.source as Linked).parent = node;
        return;
      case 'ExportNamedDeclaration':
        if (node.declaration) this.visit(node.declaration, node, scope);
        if (node.source) (node.source as Linked).parent = node;
        for (const specifier of node.specifiers) {
          (specifier as Linked).parent = node;
          if (!node.source && specifier.type === 'ExportSpecifier' && specifier.local.type === 'Identifier') {
            this.visit(specifier.local, specifier, scope);
          }
        }
        return;
      case 'ExportAllDeclaration':
        (node.source as Linked).parent = node;
        return;
      case 'TSImportEqualsDeclaration':
        this.declare(node.id, 'import', scope);
        (node.id as Linked).parent = node;
        this.visit(node.moduleReference, node, scope);
        return;
      case 'TSEnumDeclaration':
        this.declare(node.id, 'class', scope);
        return;
      case 'TSModuleDeclaration':
        if (node.id.type === 'Identifier') this.declare(node.id, 'class', scope);
        if (node.body) this.visit(node.body, node, new Scope(scope, true, node));
        return;
      case 'TSInterfaceDeclaration':
      case 'TSTypeAliasDeclaration':
      case 'TSDeclareFunction':
        return;
      case 'Super': {
        const owner = enclosingFunction(node, true);
        if (owner) this.thisUseOf(owner).usesSuper = true;
        return;
      }
      default:
        this.visitChildren(node, scope);
    }
  }

  private visitKey(
    node:
      | t.ObjectProperty
      | t.ObjectMethod
      | t.ClassMethod
      | t.ClassPrivateMethod
      | t.ClassProperty
      | t.ClassPrivateProperty
      | t.ClassAccessorProperty,
    scope: Scope,
  ): void {
    if ('computed' in node && node.computed) this.visit(node.key, node, scope);
    else (node.key as Linked).parent = node;
  }

  private visitFunction(node: FunctionNode, scope: Scope): void {
    const inner = new Scope(scope, true, node);
    this.info.acts.push({ node, scope });
    for (const param of node.params) {
      if (param.type === 'TSParameterProperty') this.visit(param, node, inner);
      else this.bindPattern(param, node, inner, 'param');
    }
    const body = node.body;
    (body as Linked).parent = node;
    // The body block shares the function's scope: parameters and top-level declarations meet there.
    if (body.type === 'BlockStatement') {
      this.visitAll(body.directives, body, inner);
      this.visitAll(body.body, body, inner);
    } else this.visit(body, node, inner);
  }

  private bindPattern(node: Node, parent: Node, scope: Scope, kind: BindingKind): void {
    (node as Linked).parent = parent;
    switch (node.type) {
      case 'Identifier':
        this.declare(node, kind, scope);
        return;
      case 'ObjectPattern':
        for (const property of node.properties) {
          (property as Linked).parent = node;
          if (property.type === 'RestElement') this.bindPattern(property.argument, property, scope, kind);
          else {
            this.visitKey(property, scope);
            this.bindPattern(property.value, property, scope, kind);
          }
        }
        return;
      case 'ArrayPattern':
        for (const element of node.elements) if (element) this.bindPattern(element, node, scope, kind);
        return;
      case 'AssignmentPattern':
        this.bindPattern(node.left, node, scope, kind);
        this.visit(node.right, node, scope);
        return;
      case 'RestElement':
        this.bindPattern(node.argument, node, scope, kind);
        return;
      default:
        this.visit(node, parent, scope);
    }
  }

  private assignPattern(node: Node, parent: Node, scope: Scope, mode: 'write' | 'update'): void {
    (node as Linked).parent = parent;
    switch (node.type) {
      case 'Identifier':
        this.refer(node, scope, mode);
        return;
      case 'ObjectPattern':
        for (const property of node.properties) {
          (property as Linked).parent = node;
          if (property.type === 'RestElement') this.assignPattern(property.argument, property, scope, mode);
          else {
            this.visitKey(property, scope);
            this.assignPattern(property.value, property, scope, mode);
          }
        }
        return;
      case 'ArrayPattern':
        for (const element of node.elements) if (element) this.assignPattern(element, node, scope, mode);
        return;
      case 'AssignmentPattern':
        this.assignPattern(node.left, node, scope, mode);
        this.visit(node.right, node, scope);
        return;
      case 'RestElement':
        this.assignPattern(node.argument, node, scope, mode);
        return;
      default:
        this.visit(node, parent, scope);
    }
  }

  /** `for (var k in o)` assigns to `k` each round: each declared name counts as written. */
  private markLoopWrites(pattern: Node, scope: Scope): void {
    for (const id of patternIdentifiers(pattern)) this.refer(id, scope, 'write');
  }

  private thisUseOf(owner: Node): ThisUse {
    let use = this.info.thisUse.get(owner);
    if (!use)
      this.info.thisUse.set(
        owner,
        (use = { reads: false, writes: false, escapes: false, isTested: false, usesSuper: false }),
      );
    return use;
  }

  private recordThis(node: t.ThisExpression): void {
    const owner = thisOwner(node);
    if (!owner) {
      this.info.topLevelThis.push(node);
      return;
    }
    const use = this.thisUseOf(owner);
    const parent = parentOf(node);
    if (parent?.type === 'BinaryExpression' && parent.operator === 'instanceof') {
      use.isTested = true;
      return;
    }
    use.reads = true;
    const isMember =
      (parent?.type === 'MemberExpression' || parent?.type === 'OptionalMemberExpression') && parent.object === node;
    if (!isMember || parent.computed) use.escapes = true;
    if (isMember && isWriteTarget(parent)) use.writes = true;
  }
}

/** The function (or class field) that gives `this` its value at a node; null at the top level of the file. */
export function thisOwner(node: Node): Node | null {
  for (let up = parentOf(node), child: Node = node; up; child = up, up = parentOf(up)) {
    if (isFunctionNode(up)) {
      // A computed key runs outside of the method that it names.
      if ('key' in up && up.computed && up.key === child) continue;
      if (up.type !== 'ArrowFunctionExpression') return up;
    } else if (up.type === 'StaticBlock') return up;
    else if ((up.type === 'ClassProperty' || up.type === 'ClassPrivateProperty') && up.value === child) return up;
  }
  return null;
}

/** True when an expression is assigned to, updated or deleted. */
export function isWriteTarget(node: Node): boolean {
  const parent = parentOf(node);
  if (!parent) return false;
  switch (parent.type) {
    case 'AssignmentExpression':
      return parent.left === node;
    case 'UpdateExpression':
      return true;
    case 'UnaryExpression':
      return parent.operator === 'delete';
    case 'ForInStatement':
    case 'ForOfStatement':
      return parent.left === node;
    case 'ArrayPattern':
    case 'RestElement':
      return true;
    case 'AssignmentPattern':
      return parent.left === node;
    case 'ObjectProperty':
      return parent.value === node && parentOf(parent)?.type === 'ObjectPattern';
    default:
      return false;
  }
}

/** The identifiers that a pattern binds, in source order. */
export function patternIdentifiers(pattern: Node, out: t.Identifier[] = []): t.Identifier[] {
  switch (pattern.type) {
    case 'Identifier':
      out.push(pattern);
      break;
    case 'ObjectPattern':
      for (const p of pattern.properties) patternIdentifiers(p.type === 'RestElement' ? p.argument : p.value, out);
      break;
    case 'ArrayPattern':
      for (const e of pattern.elements) if (e) patternIdentifiers(e, out);
      break;
    case 'AssignmentPattern':
      patternIdentifiers(pattern.left, out);
      break;
    case 'RestElement':
      patternIdentifiers(pattern.argument, out);
      break;
  }
  return out;
}
