import type * as t from '@babel/types';
import type { UseFacts } from '../facts.js';
import { callbackThisKey } from './callback-this.js';
import { Globals, aliasedValue } from './global-object.js';
import { addKey, leaksOf, type Leak, type MemberKeys } from './global-leaks.js';
import { findIifes, type Iife } from './iife.js';
import { findCloneLoops, type CloneLoop } from './clone-loops.js';
import { computedKey } from './computed-key.js';
import { namespaceInit, type NamespaceInit } from './namespace-init.js';
import { callOf } from '../places.js';
import { childNodes, isFunctionNode, isWriteTarget, parentOf, type Node } from '../tree.js';
import { otherWindowAccess, type OtherWindowAccess } from './other-windows.js';
import type { Binding, Scope } from '../scope.js';
import type { Script } from './script.js';
import { findCalls, type Call, type Unit } from './script-calls.js';
import { classifyUse, memberKey, propertyKey } from '../uses.js';

/** One place where a script reads or writes a global variable (its own top-level ones included). */
export interface Access {
  name: string;
  /** The expression that stands for the variable: `X`, `window.X`, or an alias of its value. */
  node: t.Identifier | t.MemberExpression;
  via: 'bare' | 'member' | 'alias';
  mode: 'read' | 'write' | 'update' | 'delete';
  use: UseFacts;
  scope: Scope | null;
  /** The alias, for `alias`. */
  alias: Binding | null;
  /** The value goes nowhere but into an alias: `(function (my) {…})(NS)`, `var my = NS`. */
  intoAlias: Binding | null;
  /** Part of `NS = NS || {}`. */
  init: NamespaceInit | null;
}

/** A variable declared at the top level of a script. */
export interface Declared {
  name: string;
  binding: Binding;
  kind: 'var' | 'let' | 'const' | 'function' | 'class';
  /** Written again in its own script after its declaration. */
  reassigned: boolean;
  /** Declared by a statement of the top level (not in a block). */
  direct: boolean;
}

export interface ScriptFacts {
  script: Script;
  globals: Globals;
  declared: Map<string, Declared>;
  accesses: Access[];
  inits: NamespaceInit[];
  iifes: Iife[];
  calls: Call[];
  units: Unit[];
  aliases: [name: string, of: string][];
  /** `this` that stands for the global object. */
  globalThis: t.ThisExpression[];
  /** `window[k]`: whether `k` may be a name. */
  computed: ((name: string) => boolean)[];
  /** Where the global object goes on as a value. */
  leaks: Leak[];
  /** Properties of any object that the script names. */
  keys: MemberKeys;
  /** `asks`: `'X' in window`, `window.hasOwnProperty('X')`. */
  strings: { node: Node; value: string; asks: boolean }[];
  /** What it asks of other windows: `parent.x`. */
  otherWindows: OtherWindowAccess[];
  /** Functions declared in a block of the top level: sloppy scripts make a global of each (ECMA-262 B.3.2). */
  blockFunctions: t.FunctionDeclaration[];
  /** Names read from `this` in callbacks, where the caller may pass the global object. */
  callbackThis: Set<string>;
  /** Loops that copy all members of a variable to another one. */
  cloneLoops: CloneLoop[];
}

/** All facts of one script about the globals it shares. */
export function scriptFacts(script: Script): ScriptFacts {
  const globals = new Globals(script);
  const facts: ScriptFacts = {
    script,
    globals,
    declared: declaredIn(script),
    accesses: [],
    inits: [],
    iifes: findIifes(script),
    ...findCalls(script),
    globalThis: [],
    computed: [],
    leaks: [],
    keys: { read: new Map(), written: new Map() },
    strings: [],
    otherWindows: [],
    blockFunctions: blockFunctions(script.program),
    callbackThis: new Set(),
    cloneLoops: findCloneLoops(script),
  };
  walk(script.program, (node) => {
    if (node.type === 'StringLiteral') facts.strings.push({ node, value: node.value, asks: asksForName(node) });
    if (node.type === 'TemplateElement') facts.strings.push({ node, value: node.value.raw, asks: false });
    if (node.type === 'ThisExpression' && !globals.isGlobalThis(node)) {
      const key = callbackThisKey(node, script);
      if (key !== null) facts.callbackThis.add(key);
    }
    if (node.type === 'ThisExpression' && globals.isGlobalThis(node)) facts.globalThis.push(node);
    if (node.type === 'Identifier') addIdentifier(facts, node);
    if (node.type === 'MemberExpression') addMember(facts, node);
    addLeak(facts, node);
    const other = otherWindowAccess(node, script);
    if (other) facts.otherWindows.push(other);
    const init = namespaceInit(node, globals, script);
    if (init) facts.inits.push(init);
  });
  for (const access of facts.accesses) {
    access.init =
      facts.inits.find(
        (i) => i.name === access.name && isWithin(access.node, i.node) && !insideFunction(access.node, i.node),
      ) ?? null;
    access.intoAlias = aliasReached(access, facts);
  }
  return facts;
}

function blockFunctions(program: t.Program): t.FunctionDeclaration[] {
  const found: t.FunctionDeclaration[] = [];
  const visit = (node: Node): void => {
    for (const child of childNodes(node)) {
      if (!isFunctionNode(child)) visit(child);
      else if (child.type === 'FunctionDeclaration' && node !== program && child.id) found.push(child);
    }
  };
  if (!program.directives.some((d) => d.value.value === 'use strict')) visit(program);
  return found;
}

function walk(node: Node, enter: (node: Node) => void): void {
  enter(node);
  for (const child of childNodes(node)) walk(child, enter);
}

function declaredIn(script: Script): Map<string, Declared> {
  const declared = new Map<string, Declared>();
  for (const binding of script.scopes.program.bindings.values()) {
    if (binding.kind === 'param' || binding.kind === 'catch' || binding.kind === 'import') continue;
    const id = binding.declarations[0]!;
    const statement = parentOf(id)?.type === 'VariableDeclarator' ? parentOf(parentOf(id)!) : parentOf(id);
    const inits = binding.declarations.filter((d) => {
      const parent = parentOf(d);
      return parent?.type !== 'VariableDeclarator' || parent.init;
    });
    declared.set(binding.name, {
      name: binding.name,
      binding,
      kind: binding.kind,
      reassigned: inits.length > 1 || binding.references.some((r) => r.mode !== 'read'),
      direct: statement !== null && parentOf(statement)?.type === 'Program',
    });
  }
  return declared;
}

function addIdentifier(facts: ScriptFacts, node: t.Identifier): void {
  const reference = facts.script.scopes.byNode.get(node);
  if (!reference) return;
  const { binding, scope, mode } = reference;
  const denoted = facts.globals.denotes(node);
  if (!denoted) return;
  if (denoted.kind === 'object') {
    // A variable that holds the global object is a global itself when it is declared at the top level.
    if (binding?.scope !== facts.script.scopes.program) return;
  }
  const isAlias = binding !== null && binding.scope !== facts.script.scopes.program;
  add(facts, {
    name: denoted.kind === 'object' ? node.name : denoted.name,
    node,
    via: isAlias ? 'alias' : 'bare',
    mode,
    scope,
    alias: isAlias ? binding : null,
  });
}

function addMember(facts: ScriptFacts, node: t.MemberExpression): void {
  if (facts.globals.denotes(node.object)?.kind !== 'object') return;
  const key = memberKey(node);
  if (key === null) {
    facts.computed.push(computedKey(node.property, facts.script));
    return;
  }
  if (facts.globals.denotes(node)?.kind === 'object') return;
  const parent = parentOf(node);
  let mode: Access['mode'] = 'read';
  if (isWriteTarget(node)) {
    mode = parent?.type === 'AssignmentExpression' && parent.operator === '=' ? 'write' : 'update';
    if (parent?.type === 'UnaryExpression') mode = 'delete';
  }
  const root = rootReference(node.object, facts.script);
  add(facts, { name: key, node, via: 'member', mode, scope: root, alias: null });
}

function addLeak(facts: ScriptFacts, node: Node): void {
  if (node.type === 'MemberExpression') {
    const key = memberKey(node);
    if (key !== null) addKey(facts.keys.read, key, node.object, facts.globals, facts.script);
    if (key !== null && isWriteTarget(node)) addKey(facts.keys.written, key, node.object, facts.globals, facts.script);
  }
  if (node.type === 'ObjectProperty' && parentOf(node)?.type === 'ObjectPattern') {
    const key = propertyKey(node);
    if (key !== null) addKey(facts.keys.read, key, null, facts.globals, facts.script);
  }
  const isValue = node.type === 'Identifier' ? facts.script.scopes.byNode.has(node) : node.type === 'ThisExpression';
  if ((!isValue && node.type !== 'MemberExpression') || isWriteTarget(node)) return;
  if (facts.globals.denotes(node)?.kind !== 'object') return;
  facts.leaks.push(...leaksOf(node, facts.globals, facts.script));
}

function rootReference(node: Node, script: Script): Scope | null {
  for (let at: Node | null = node; at; at = 'object' in at ? (at.object as Node) : null) {
    const reference = script.scopes.byNode.get(at);
    if (reference) return reference.scope;
  }
  return null;
}

function add(facts: ScriptFacts, access: Omit<Access, 'use' | 'intoAlias' | 'init'>): void {
  const use = classifyUse(access.node, facts.script.places);
  facts.accesses.push({ ...access, use, intoAlias: null, init: null });
}

function asksForName(node: Node): boolean {
  const parent = parentOf(node);
  if (parent?.type === 'BinaryExpression') return parent.operator === 'in';
  return (
    parent?.type === 'CallExpression' &&
    parent.callee.type === 'MemberExpression' &&
    memberKey(parent.callee) === 'hasOwnProperty'
  );
}

function isWithin(node: Node, outer: Node): boolean {
  for (let up: Node | null = node; up; up = parentOf(up)) if (up === outer) return true;
  return false;
}

function insideFunction(node: Node, outer: Node): boolean {
  for (let up: Node | null = node; up && up !== outer; up = parentOf(up)) if (isFunctionNode(up)) return true;
  return false;
}

/** The alias that takes the value: a parameter of an immediately called function, or a variable set once. */
function aliasReached(access: Access, facts: ScriptFacts): Binding | null {
  let node: Node = access.node;
  let up = parentOf(node);
  while (
    up &&
    (up.type === 'LogicalExpression' ||
      (up.type === 'AssignmentExpression' && up.right === node) ||
      (up.type === 'AssignmentExpression' && access.init))
  ) {
    node = up;
    up = parentOf(up);
  }
  let id: Node | null = null;
  if (up?.type === 'VariableDeclarator' && up.init === node) id = up.id;
  if (up?.type === 'CallExpression') {
    const callee = up.callee.type === 'MemberExpression' ? up.callee.object : up.callee;
    if (!isFunctionNode(callee) || callOf(callee) !== up) return null;
    id = callee.params.find((p) => p.type === 'Identifier' && aliasedValueOf(p, facts) === node) ?? null;
  }
  const binding = id ? facts.script.scopes.declared.get(id) : undefined;
  if (!binding || binding.scope === facts.script.scopes.program) return null;
  const alias = facts.globals.aliasOf(binding);
  return alias?.kind === 'global' && alias.name === access.name ? binding : null;
}

function aliasedValueOf(id: Node, facts: ScriptFacts): Node | null {
  const binding = facts.script.scopes.declared.get(id);
  return binding ? aliasedValue(binding) : null;
}
