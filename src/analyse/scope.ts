import type * as t from '@babel/types';
import type { FunctionNode, Node } from './tree.js';

/** What a node is in the scopes of its file; the scope pass keeps it at the node. */
export interface Scoped {
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
  /** Variables of the top level that stand for one of CommonJS's own (see `noteRedeclared`). */
  redeclared: Binding[];
  /** Every identifier name that is declared or referenced anywhere. */
  names: Set<string>;
  thisUse: Map<Node, ThisUse>;
  /** `this` outside every function (but also inside top-level arrows): the initial exports object in CommonJS. */
  topLevelThis: { node: t.ThisExpression; scope: Scope }[];
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
  /** Keys of object literals that are relative paths: `{ './a': stub }`. */
  pathKeys: t.StringLiteral[];
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
  get: (node) => (node as Scoped).reference,
  has: (node) => (node as Scoped).reference !== undefined,
};

const bindingIndex: NodeIndex<Binding> = {
  get: (node) => (node as Scoped).binding,
  has: (node) => (node as Scoped).binding !== undefined,
};

/** What is known of a program before its walk. */
export function emptyScopeInfo(program: t.Program): ScopeInfo {
  return {
    program: new Scope(null, true, program),
    references: [],
    byNode: referenceIndex,
    declared: bindingIndex,
    bindings: [],
    free: new Map(),
    names: new Set(),
    thisUse: new Map(),
    topLevelThis: [],
    topLevelReturns: [],
    redeclared: [],
    moduleSyntax: false,
    blockFunctions: new Map(),
    fileNames: new Set(),
    relativePaths: new Set(),
    filePaths: [],
    pathKeys: [],
    evals: [],
    dynamicImports: [],
    acts: [],
  };
}

/** Finds the binding of every reference; what none answers is free. */
export function resolveReferences(info: ScopeInfo): void {
  for (const reference of info.references) {
    const name = reference.node.name;
    const binding = reference.scope.lookup(name);
    reference.binding = binding;
    (reference.node as Scoped).reference = reference;
    if (binding) {
      binding.references.push(reference);
      if (reference.mode !== 'read') binding.isWritten = true;
    } else {
      const list = info.free.get(name);
      if (list) list.push(reference);
      else info.free.set(name, [reference]);
    }
  }
}
