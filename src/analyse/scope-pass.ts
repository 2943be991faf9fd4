import type * as t from '@babel/types';
import { closeParentheses, dropNextLinesSemicolon } from './ranges.js';
import {
  emptyScopeInfo,
  resolveReferences,
  Scope,
  type Binding,
  type BindingKind,
  type Reference,
  type Scoped,
  type ScopeInfo,
} from './scope.js';
import { noteRedeclared } from './redeclared.js';
import { noteFileName, noteString } from './strings.js';
import { recordThis, thisUseOf } from './this-use.js';
import { enclosingFunction, patternIdentifiers, type FunctionNode, type Linked, type Node } from './tree.js';
import { visitorKeys } from './visitor-keys.js';

/**
 * A small scope pass: one walk over the tree that links every node to its parent, records where each identifier
 * is bound and resolves every reference. It costs a fraction of a parse (`@babel/traverse` costs many).
 */

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
    this.info = emptyScopeInfo(root);
  }

  run(): ScopeInfo {
    (this.root as Linked).parent = null;
    this.visitChildren(this.root, this.info.program);
    resolveReferences(this.info);
    noteRedeclared(this.info);
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
    (id as Scoped).binding = binding;
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
        noteString(this.info, node, parent);
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
        if (node.key.type === 'StringLiteral' && /^\.{1,2}\//.test(node.key.value)) this.info.pathKeys.push(node.key);
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
          this.visitPattern(declarator.id, declarator, scope, kind);
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
        this.visitPattern(node.left, node, scope, node.operator === '=' ? 'write' : 'update');
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
        recordThis(this.info, node, scope);
        return;
      case 'TemplateElement':
        noteFileName(this.info, node.value.raw);
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
        this.visitPattern(node.argument, node, scope, 'update');
        return;
      case 'ForInStatement':
      case 'ForOfStatement': {
        const inner = new Scope(scope, false, node);
        if (node.left.type === 'VariableDeclaration') {
          this.visit(node.left, node, inner);
          for (const d of node.left.declarations) this.markLoopWrites(d.id, inner);
        } else {
          if (node.left.type !== 'Identifier') this.info.acts.push({ node, scope });
          this.visitPattern(node.left, node, inner, 'write');
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
        if (node.param) this.visitPattern(node.param, node, inner, 'catch');
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
        if (owner) thisUseOf(this.info, owner).usesSuper = true;
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
      else this.visitPattern(param, node, inner, 'param');
    }
    const body = node.body;
    (body as Linked).parent = node;
    // The body block shares the function's scope: parameters and top-level declarations meet there.
    if (body.type === 'BlockStatement') {
      this.visitAll(body.directives, body, inner);
      this.visitAll(body.body, body, inner);
    } else this.visit(body, node, inner);
  }

  /** Declares the names of a pattern, or refers to them where it is assigned to. */
  private visitPattern(node: Node, parent: Node, scope: Scope, as: BindingKind | 'write' | 'update'): void {
    (node as Linked).parent = parent;
    switch (node.type) {
      case 'Identifier':
        if (as === 'write' || as === 'update') this.refer(node, scope, as);
        else this.declare(node, as, scope);
        return;
      case 'ObjectPattern':
        for (const property of node.properties) {
          (property as Linked).parent = node;
          if (property.type === 'RestElement') this.visitPattern(property.argument, property, scope, as);
          else {
            this.visitKey(property, scope);
            this.visitPattern(property.value, property, scope, as);
          }
        }
        return;
      case 'ArrayPattern':
        for (const element of node.elements) if (element) this.visitPattern(element, node, scope, as);
        return;
      case 'AssignmentPattern':
        this.visitPattern(node.left, node, scope, as);
        this.visit(node.right, node, scope);
        return;
      case 'RestElement':
        this.visitPattern(node.argument, node, scope, as);
        return;
      default:
        this.visit(node, parent, scope);
    }
  }

  /** `for (var k in o)` assigns to `k` each round: each declared name counts as written. */
  private markLoopWrites(pattern: Node, scope: Scope): void {
    for (const id of patternIdentifiers(pattern)) this.refer(id, scope, 'write');
  }
}
