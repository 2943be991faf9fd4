import type * as t from '@babel/types';
import { rangeOf } from '../../analyse/ranges.js';
import { parentOf, type Node } from '../../analyse/tree.js';
import { isWindowProperty } from '../../analyse/scripts/window-properties.js';
import type { GlobalPlan } from '../../decide/scripts/script-plan.js';
import { isSettled, ownDefault } from '../../decide/scripts/script-exports.js';
import { isWithin } from '../../decide/scripts/script-imports.js';
import { targetName } from '../../decide/scripts/script-unwrap.js';
import { exportList } from '../print.js';
import { outerRange } from '../../analyse/ranges.js';
import type { ScriptEdits } from './script-edits.js';
import { defineMembers } from './script-members.js';
import { declarationOf, lineEndAfter, outerOf } from './script-text.js';

/** What a script does for a global that it defines. */
export function defineGlobalVariable(script: ScriptEdits, global: GlobalPlan): void {
  const { facts, id } = script.node;
  if (global.mode === 'private') {
    if (global.owner === id && global.definition?.kind === 'implied')
      script.header.push(script.semi(`let ${global.name}`));
    return;
  }
  if (global.mode === 'global') return defineGlobal(script, global);
  if (global.mode === 'members') return defineMembers(script, global);
  const isDeclared = global.definition?.kind === 'declared' && global.owner === id;
  if (global.mode === 'namespace' && !isDeclared) defineNamespace(script, global);
  if ((global.mode !== 'export' && !isDeclared) || global.owner !== id || !global.definition) return;
  const { name, definition } = global;
  if (definition.kind === 'declared') {
    const declared = facts.declared.get(name)!;
    const first = declared.binding.declarations[0]!;
    const declaration = parentOf(first)?.type === 'VariableDeclarator' ? parentOf(parentOf(first)!)! : parentOf(first)!;
    if (isDeclared) exportDeclared(script, global, declared.direct ? declaration : null);
    if (global.bridge && !(declaration && script.opened.has(declaration)))
      bridge(script, global, declared.kind === 'function' ? null : declared.direct ? declaration : null, declared.kind);
  } else if (definition.kind === 'implied') {
    script.header.push(script.semi(`export let ${name}`));
    if (global.bridge) bridge(script, global, null, 'let');
  } else if (definition.kind === 'write' && !script.opened.has(definition.statement))
    exportWritten(script, global, definition.statement, definition.value);
  if (global.setter) {
    script.footer.push(
      `export function ${global.setter}(value) {${script.style.eol}${script.style.indent}${script.semi(`return (${name} = value)`)}${script.style.eol}}`,
    );
  }
}

function exportDeclared(script: ScriptEdits, global: GlobalPlan, declaration: Node | null): void {
  const isOnly =
    declaration?.type !== 'VariableDeclaration' ||
    declaration.declarations.every((d) => d.id.type === 'Identifier' && exportsName(script, d.id.name));
  if (!declaration || !isOnly || script.opened.has(declaration)) {
    if (!declaration || !script.opened.has(declaration))
      script.exported.push({ local: global.name, exported: global.name });
    return;
  }
  dropOwnDefault(script, global, declaration);
  const isFirst =
    declaration.type !== 'VariableDeclaration' ||
    (declaration.declarations[0]!.id as t.Identifier).name === global.name;
  if (isFirst) script.edits.insertBefore(declaration.start!, 'export ');
}

/** `var X = X || value`: no other script makes it, so it is the value. */
function dropOwnDefault(script: ScriptEdits, global: GlobalPlan, declaration: Node): void {
  if (global.bridge || declaration.type !== 'VariableDeclaration') return;
  for (const { id, init } of declaration.declarations) {
    if (id.type !== 'Identifier' || id.name !== global.name || init?.type !== 'LogicalExpression') continue;
    if (init.operator !== '||' || init.left.type !== 'Identifier' || init.left.name !== global.name) continue;
    script.edits.remove({ start: init.start!, end: outerOf(init.right).start });
    script.gone.push(rangeOf(init.left));
  }
}

function exportsName(script: ScriptEdits, name: string): boolean {
  const plan = script.plan.globals.get(name, script.node.id);
  return plan?.owner === script.node.id && plan.definition?.kind === 'declared' && plan.mode !== 'global';
}

/** `window.X = value` as an export. */
function exportWritten(script: ScriptEdits, global: GlobalPlan, statement: t.ExpressionStatement, value: Node): void {
  const { name } = global;
  const keyword = script.imports.early(global) ?? 'const';
  if (
    value.type === 'Identifier' &&
    (value.name === name || !accessesBesides(script, name, statement)) &&
    isModuleBinding(script, value)
  ) {
    const list = exportList([{ local: value.name, exported: name }], script.style);
    if (global.bridge)
      script.edits.insertAfter(statement.end!, script.style.eol + script.indentationOf(statement) + list);
    else {
      script.edits.replace(rangeOf(statement), list);
      script.gone.push(rangeOf(statement));
    }
    return;
  }
  const { left } = statement.expression as t.AssignmentExpression;
  script.edits.replace(rangeOf(left), `export ${keyword} ${name}`);
  const either = ownDefault(value);
  if (either && script.node.facts.accesses.some((a) => a.node === either.left && a.name === name)) {
    script.edits.remove({ start: either.start!, end: outerOf(either.right).start });
    script.gone.push(rangeOf(either.left));
  }
  script.gone.push(rangeOf(left));
  if (!global.bridge) return;
  const line = script.style.eol + script.indentationOf(statement) + script.semi(`globalThis.${name} = ${name}`);
  script.edits.insertAfter(lineEndAfter(script.source, statement.end!), line);
}

/** A binding of the module that is never written again: its value at any time is the value now. */
function isModuleBinding(script: ScriptEdits, value: t.Identifier): boolean {
  const { scopes, places } = script.node.facts.script;
  const binding = scopes.byNode.get(value)?.binding;
  if (!binding || !isSettled(binding, value, places)) return false;
  if (binding.kind === 'param') {
    const param = script.unwraps.flatMap((u) => u.params).find((p) => p.name === binding.name);
    return param?.action === 'declare';
  }
  return true;
}

function accessesBesides(script: ScriptEdits, name: string, statement: Node): boolean {
  return script.node.facts.accesses.some((a) => a.name === name && !isWithin(a.node, statement));
}

function defineNamespace(script: ScriptEdits, global: GlobalPlan): void {
  const { facts, id } = script.node;
  const { name } = global;
  const isOwner = global.owner === id;
  const made =
    script.semi(`export const ${name} = {}`) +
    (global.bridge && isOwner ? script.style.eol + script.semi(`globalThis.${name} = ${name}`) : '');
  const inits = facts.inits.filter((i) => i.name === name);
  const isAsked = isOwner && global.bridge && inits[0] !== undefined && isAskedFor(script, name, inits[0].node);
  if (isAsked && facts.declared.has(name)) script.header.push(keepProperty(script, name));
  let isMade = !isOwner;
  if (isOwner && inits[0] && !inits[0].statement) {
    makeObject(script, global, made, inits[0].node, isAsked);
    isMade = true;
  }
  for (const init of inits) {
    if (init.statement) {
      if (isMade) script.removeStatement(init.statement);
      else {
        const indentation = script.indentationOf(init.statement);
        const text = made.replace('const', script.imports.early(global) ?? 'const');
        script.edits.replace(rangeOf(init.statement), text.replace(script.style.eol, script.style.eol + indentation));
        script.gone.push(rangeOf(init.statement));
      }
      isMade = true;
    } else if (!script.isDroppedArgument(init.node)) script.replace(init.node, name);
  }
  if (!isMade) script.header.push(made);
  for (const iife of facts.iifes) {
    if (!iife.target || script.opened.has(iife.statement) || targetName(iife, facts) !== name) continue;
    const value = outerRange(iife.call);
    const call = script.source[value.start] === '(' || script.source[rangeOf(iife.call).start] === '(';
    script.edits.replaceWith({ start: iife.statement.start!, end: value.end }, (inner) =>
      call ? inner(value) : `(${inner(value)})`,
    );
  }
}

/** Makes an object that no statement of its own makes: at the top, or where it was made if code looks for it before. */
function makeObject(script: ScriptEdits, global: GlobalPlan, made: string, init: Node, isAsked: boolean): void {
  const early = script.imports.early(global) ?? (isAsked ? 'const' : null);
  if (!early) return void script.header.push(made);
  const statement = script.node.facts.script.program.body.find((s) => isWithin(init, s))!;
  script.edits.insertBefore(statement.start!, made.replace('const', early) + script.style.eol, -1);
}

/** A variable of the script that stays a property of the global object. */
function defineGlobal(script: ScriptEdits, global: GlobalPlan): void {
  const { name } = global;
  const declared = script.node.facts.declared.get(name);
  if (!declared) return;
  if (declared.kind !== 'var')
    return bridge(
      script,
      global,
      declared.kind === 'function' ? null : declarationOf(declared.binding.declarations[0]!),
      declared.kind,
    );
  // `var` makes nothing of what a window has.
  if (isWindowProperty(name)) return;
  const first = declared.binding.declarations[0]!;
  if (!declared.direct || isReadBefore(script, name, first) || isAskedFor(script, name, first)) {
    script.header.push(keepProperty(script, name));
  }
}

/** `'X' in window` before a place. */
export const isAskedFor = (script: ScriptEdits, name: string, before: Node): boolean =>
  script.node.facts.strings.some((s) => s.asks && s.value === name && s.node.start! < before.start!);

/** A script's variable is there, undefined, from the start. */
export function keepProperty(script: ScriptEdits, name: string): string {
  return script.semi(`globalThis.${name} = globalThis.${name}`);
}

function isReadBefore(script: ScriptEdits, name: string, declaration: Node): boolean {
  const { facts } = script.node;
  const isCalledBefore = facts.calls.some((c) => c.unit === 0 && c.at < declaration.start!);
  return facts.accesses.some(
    (a) =>
      a.name === name &&
      !a.init &&
      a.mode !== 'write' &&
      (a.use.unit === 0 ? a.node.start! < declaration.start! : isCalledBefore),
  );
}

/** Makes an exported binding visible on the global object too. */
function bridge(script: ScriptEdits, global: GlobalPlan, after: Node | null, kind: string): void {
  const { name } = global;
  const declared = script.node.facts.declared.get(name);
  const isLive =
    global.setter !== null ||
    declared?.reassigned ||
    script.node.facts.accesses.some((a) => a.name === name && a.via === 'member' && a.mode !== 'read') ||
    global.definition?.kind === 'implied' ||
    [...global.viaGlobal].some((a) => a.mode !== 'read');
  if (isLive) {
    const { eol, indent } = script.style;
    const accessors = [
      `get: () => ${name},`,
      `set: (value) => {`,
      `${indent}${script.semi(`${name} = value`)}`,
      '},',
      'configurable: true,',
      'enumerable: true,',
    ];
    script.header.push(
      script.semi(
        `Object.defineProperty(globalThis, '${name}', {${eol}${accessors.map((a) => indent + a).join(eol)}${eol}})`,
      ),
    );
  } else if (after && kind !== 'function' && !script.opened.has(after)) {
    if (kind === 'var' && isAskedFor(script, name, after)) script.header.push(keepProperty(script, name));
    script.edits.insertAfter(
      lineEndAfter(script.source, after.end!),
      script.style.eol + script.semi(`globalThis.${name} = ${name}`),
    );
  } else if (kind === 'function') script.header.push(script.semi(`globalThis.${name} = ${name}`));
  else script.footer.push(script.semi(`globalThis.${name} = ${name}`));
}
