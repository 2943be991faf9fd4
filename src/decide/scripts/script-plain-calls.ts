import type * as t from '@babel/types';
import { isStrictFunction } from '../../analyse/scripts/global-object.js';
import { offsetInFile, type Script } from '../../analyse/scripts/script.js';
import { childNodes, isFunctionNode, parentOf, thisOwner, type FunctionNode, type Node } from '../../analyse/tree.js';
import { memberKey } from '../../analyse/uses.js';
import type { ScriptFacts } from '../../analyse/scripts/script-facts.js';
import type { ScriptGraph, ScriptNode } from '../../link/script-graph.js';
import type { ScriptProgram } from '../../link/script-pages.js';

/**
 * Functions that use `this`, and that code of the pages calls without an object as far as names tell: members that are
 * called by a variable (`var old = my.f; old()`), and callbacks that a function of the project calls as they are. There
 * `this` is the global object in a script (ECMA-262 10.2.1.2).
 */
function calledByName({ nodes }: ScriptGraph): { script: Script; fn: Node }[] {
  const scripts = [...nodes.values()];
  const byName = new Map<string, { node: ScriptNode; fn: FunctionNode }[]>();
  for (const node of scripts) {
    const { script, units } = node.facts;
    for (const { id, names } of units) {
      const fn = script.places.units[id];
      if (!fn || !isFunctionNode(fn)) continue;
      for (const name of names) byName.set(name, [...(byName.get(name) ?? []), { node, fn }]);
    }
  }
  const found = new Map<Node, Script>();
  for (const { facts } of scripts) {
    for (const { key, owner } of keysCalledByVariables(facts))
      for (const { node, fn } of byName.get(key) ?? [])
        if (owner !== null && ownerOf(fn, node.facts) === owner && seesThis(fn)) found.set(fn, node.facts.script);
    for (const { call, argument, at, name } of callbacks(facts.script)) {
      const isPlain = (byName.get(name) ?? []).some(({ node, fn }) => callsPlainly(fn, at, call, node.facts.script));
      if (isPlain && seesThis(argument)) found.set(argument, facts.script);
    }
  }
  return [...found].map(([fn, script]) => ({ script, fn }));
}

/**
 * Functions of one script that use `this` and that another one, or code outside all scripts, calls by their bare names.
 */
function calledPlainly({ graph, foreign }: ScriptProgram): { script: Script; fn: Node }[] {
  const calls = [...graph.nodes.values()].flatMap((n) =>
    n.facts.accesses.filter((a) => a.use.kind === 'call').map((a) => ({ id: n.id, name: a.name })),
  );
  return [...graph.nodes.values()].flatMap(({ id, facts: { script } }) => {
    const pages = graph.pages.filter(({ order }) => order.includes(id)).map(({ page }) => foreign.get(page.path)!);
    return [...script.scopes.thisUse.keys()]
      .filter((fn): fn is FunctionNode => isFunctionNode(fn) && seesThis(fn))
      .filter((fn) => {
        const parent = parentOf(fn);
        const name = ('id' in fn ? fn.id : null) ?? (parent?.type === 'VariableDeclarator' ? parent.id : null);
        const binding = name ? script.scopes.declared.get(name) : undefined;
        if (binding?.scope !== script.scopes.program) return false;
        return (
          pages.some((code) => code.calls.has(binding.name)) ||
          calls.some((c) => c.name === binding.name && c.id !== id)
        );
      })
      .map((fn) => ({ script, fn }));
  });
}

/** All functions that use `this` and that code of the pages calls without an object. */
export const calledWithoutObject = (program: ScriptProgram): { script: Script; fn: Node }[] => [
  ...calledPlainly(program),
  ...calledByName(program.graph),
];

/** The same by their offsets in the text of the script. */
export const unboundFunctions = (program: ScriptProgram): { id: string; at: number }[] =>
  calledWithoutObject(program).map(({ script, fn }) => ({
    id: script.id,
    at: offsetInFile({ offset: 0, rounds: script.rounds }, fn.start!),
  }));

/** `if (!(this instanceof F)) return new F()`: the same in both. */
function onlyInstanceChecks(fn: FunctionNode): boolean {
  let only = false;
  const visit = (node: Node): void => {
    only ||= node.type === 'BinaryExpression' && node.operator === 'instanceof' && node.left.type === 'ThisExpression';
    childNodes(node).forEach(visit);
  };
  visit(fn);
  return only;
}

/** A sloppy function that reads what `this` is given to it. */
function seesThis(fn: FunctionNode): boolean {
  if (onlyInstanceChecks(fn)) return false;
  if (fn.type === 'ArrowFunctionExpression' || fn.type === 'ClassMethod' || isStrictFunction(fn)) return false;
  let sees = false;
  const visit = (node: Node): void => {
    // `this ?? globalThis` says it already.
    if (node.type === 'ThisExpression') sees ||= thisOwner(node) === fn && parentOf(node)?.type !== 'LogicalExpression';
    childNodes(node).forEach(visit);
  };
  visit(fn.body);
  return sees;
}

/** `f` of `var old = my.f; old();`, and whose member it is. */
function keysCalledByVariables(facts: ScriptFacts): { key: string; owner: string | null }[] {
  const keys: { key: string; owner: string | null }[] = [];
  for (const { declarations, references } of facts.script.scopes.bindings) {
    if (!references.some(({ node }) => isCallee(node))) continue;
    const values = [...declarations, ...references.map((r) => r.node)].map((id) => {
      const parent = parentOf(id);
      if (parent?.type === 'VariableDeclarator' && parent.id === id) return parent.init;
      return parent?.type === 'AssignmentExpression' && parent.left === id ? parent.right : null;
    });
    for (const value of values) {
      const key = value?.type === 'MemberExpression' ? memberKey(value) : null;
      if (key !== null) keys.push({ key, owner: objectName((value as t.MemberExpression).object, facts) });
    }
  }
  return keys;
}

/** The object that a function is put into as a member: `X.f = function …`, `var X = { f: function … }`. */
function ownerOf(fn: Node, facts: ScriptFacts): string | null {
  const parent = parentOf(fn);
  const literal = parent?.type === 'ObjectProperty' ? parentOf(parent) : fn.type === 'ObjectMethod' ? parent : null;
  const holder = literal ? parentOf(literal) : parent;
  if (holder?.type === 'VariableDeclarator') return literal ? objectName(holder.id, facts) : null;
  if (holder?.type !== 'AssignmentExpression') return null;
  const target = literal ? holder.left : holder.left.type === 'MemberExpression' ? holder.left.object : null;
  return target ? objectName(target, facts) : null;
}

/** A global by its name, wherever it is used; another variable counts within its script; a member by its key. */
function objectName(node: Node, { globals, script }: ScriptFacts): string | null {
  const denoted = globals.denotes(node);
  if (denoted?.kind === 'global') return denoted.name;
  if (node.type === 'MemberExpression') return memberKey(node) === 'prototype' ? null : memberKey(node);
  if (node.type !== 'Identifier') return null;
  const binding = script.scopes.byNode.get(node)?.binding ?? script.scopes.declared.get(node);
  // `Utils` of a function that hands it out as `bkcore.Utils`.
  return binding && /^[A-Z]/.test(node.name) ? node.name : `${script.id}:${node.name}`;
}

const isCallee = (node: Node): boolean => {
  const parent = parentOf(node);
  return parent?.type === 'CallExpression' && parent.callee === node;
};

/** Functions that are written as arguments of a call by name. */
function callbacks({
  program,
}: Script): { call: t.CallExpression; argument: FunctionNode; at: number; name: string }[] {
  const found: ReturnType<typeof callbacks> = [];
  const visit = (node: Node): void => {
    if (node.type === 'CallExpression') {
      const { callee } = node;
      const name =
        callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? memberKey(callee) : null;
      node.arguments.forEach((argument, at) => {
        if (name !== null && isFunctionNode(argument)) found.push({ call: node, argument, at, name });
      });
    }
    childNodes(node).forEach(visit);
  };
  visit(program);
  return found;
}

/** Whether a function calls the parameter at a place without an object, given what a call hands over. */
function callsPlainly(fn: FunctionNode, at: number, call: t.CallExpression, { scopes }: Script): boolean {
  const param = fn.params[at];
  const binding = param?.type === 'Identifier' ? scopes.declared.get(param) : undefined;
  return (
    binding?.references.some(({ node }) => {
      if (isCallee(node)) return true;
      const member = parentOf(node);
      if (member?.type !== 'MemberExpression' || member.object !== node || !isCallee(member)) return false;
      if (!/^(?:call|apply)$/.test(memberKey(member) ?? '')) return false;
      const receiver = (parentOf(member) as t.CallExpression).arguments[0];
      if (!receiver || receiver.type === 'NullLiteral') return true;
      if (receiver.type !== 'Identifier') return false;
      // `fn.call(context)`, where the call gives no context, and the function has no other one.
      const given = fn.params.findIndex((p) => p.type === 'Identifier' && p.name === receiver.name);
      const context = given < 0 ? undefined : scopes.declared.get(fn.params[given]!);
      const isSet = context?.references.some((r) => r.mode !== 'read') ?? false;
      return receiver.name === 'undefined' || (given >= call.arguments.length && !isSet);
    }) ?? false
  );
}
