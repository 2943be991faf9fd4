import type * as t from '@babel/types';
import type { Access } from '../../analyse/scripts/script-facts.js';
import { rangeOf } from '../../analyse/ranges.js';
import { parentOf } from '../../analyse/tree.js';
import { READONLY_PROPERTIES } from '../../analyse/scripts/window-properties.js';
import type { GlobalPlan, Member, ScriptsPlan, UnwrapPlan } from '../../decide/scripts/script-plan.js';
import { importsOf } from '../../decide/scripts/script-imports.js';
import type { ScriptNode } from '../../link/script-graph.js';
import type { Range } from '../edits.js';
import { headerEnd } from '../header.js';
import { exportList, importDeclaration } from '../print.js';
import { openFunction } from './open-function.js';
import { defineGlobalVariable, isAskedFor, keepProperty } from './script-definitions.js';
import { ScriptEdits, type ScriptImports } from './script-edits.js';
import { aroundValues, revealed, useMember } from './script-members.js';
import { setElsewhere } from './script-setters.js';
import { assignGlobalVariables, keepName } from './script-global-variables.js';
import { outerOf, withoutNewEdges, withoutNewGap } from './script-text.js';

export type { ScriptImports };

/** Rewrites one classic script as a module, as the plan says. @returns the new text */
export function rewriteScript(node: ScriptNode, plan: ScriptsPlan, imports: ScriptImports): string {
  const script = new ScriptEdits(node, plan, imports);
  const { edits, style } = script;
  const { facts } = node;
  for (const directive of facts.script.program.directives) {
    if (directive.value.value === 'use strict') edits.removeStatement(rangeOf(directive), { keepComments: true });
  }
  for (const global of plan.globals.of(node.id)) defineGlobalVariable(script, global);
  assignGlobalVariables(script, (name) => plan.globals.get(name, node.id)?.mode === 'global');
  for (const unwrap of script.unwraps) open(script, unwrap);
  for (const use of facts.accesses) access(script, use);
  for (const global of plan.globals.of(node.id))
    if (global.members?.made?.id === node.id) for (const use of global.members.made.accesses) access(script, use);
  for (const object of facts.globalThis) {
    if (!script.isGone(object) && !script.takesPlace(parentOf(object))) script.replace(object, 'globalThis');
  }
  const head = insertImports(script);
  if (script.exported.length > 0) script.footer.push(exportList(script.exported, style));
  insertFooter(script);
  return withoutNewEdges(withoutNewGap(edits.toString(), head), script.source);
}

const returnedMembers = (to: GlobalPlan, script: ScriptEdits): Member[] =>
  to.members!.members.filter((m) => m.id === script.node.id && m.from === 'return');

function open(script: ScriptEdits, unwrap: UnwrapPlan): void {
  const { iife, returns } = unwrap;
  const lines: (string | ((inner: (range: Range) => string) => string))[] = [];
  unwrap.params.forEach((param, i) => {
    const id = iife.params[i]!.id;
    if (param.action !== 'declare' || !isStillUsed(script, id)) return;
    const keyword = param.written ? 'let' : 'const';
    if (!param.value) lines.push(script.semi(`let ${param.name}`));
    else {
      const range = outerOf(param.value);
      script.shown.push(param.value);
      lines.push((inner) => script.semi(`${keyword} ${param.name} = ${inner(range)}`));
    }
  });
  const to = returns ? script.plan.globals.get(returns.name, script.node.id) : undefined;
  let tail: string | ((inner: (range: Range) => string) => string) = '';
  const members = to?.mode === 'members' && returns?.object ? returnedMembers(to, script) : [];
  if (members.length > 0) tail = revealed(script, members, iife.returned!);
  const isMade = to?.mode === 'namespace' && to.definition?.kind === 'declared' && to.owner === script.node.id;
  if (returns && to && (to.mode === 'export' || isMade)) {
    tail = exportList([{ local: returns.local, exported: returns.name }], script.style);
    const isHoisted = script.node.facts.declared.has(returns.name);
    if (to.bridge && isHoisted && isAskedFor(script, returns.name, iife.statement))
      script.header.push(keepProperty(script, returns.name));
    if (to.bridge) tail += script.style.eol + script.semi(`globalThis.${returns.name} = ${returns.local}`);
  }
  const gone = openFunction(script.edits, iife, lines, tail, script.style, script.node.facts.script.program);
  const isShown = (range: Range): boolean => members.length > 0 && range.start === iife.returned!.start;
  script.gone.push(...gone.flatMap((range) => (isShown(range) ? aroundValues(iife.returned!, members) : [range])));
  unwrap.params.forEach((param, i) => {
    if (param.action === 'rename') renameParam(script, iife.params[i]!.id, param.to);
  });
}

function renameParam(script: ScriptEdits, id: t.Identifier, to: string): void {
  const members = script.plan.globals.get(to, script.node.id)?.members;
  if (members && members.forms.get(script.node.id)?.kind !== 'namespace') return;
  for (const { node } of script.node.facts.script.scopes.declared.get(id)!.references) script.replace(node, to);
}

/** Whether anything but rewritten `root.X` uses the parameter. */
function isStillUsed(script: ScriptEdits, id: t.Identifier): boolean {
  return script.node.facts.script.scopes.declared.get(id)!.references.some(({ node }) => {
    const parent = parentOf(node);
    const access = script.node.facts.accesses.find((a) => a.node === parent);
    if (!access || access.via !== 'member') return true;
    return !isRewrittenMember(script, access);
  });
}

function isRewrittenMember(script: ScriptEdits, access: Access): boolean {
  const to = script.plan.globals.get(access.name, script.node.id);
  if (!to || to.mode === 'global' || to.mode === 'private' || to.viaGlobal.has(access)) return false;
  // `window.X = X` stays beside the export of X.
  const isCopy = (parentOf(access.node) as t.AssignmentExpression).right?.type === 'Identifier';
  return !(access.mode === 'write' && to.owner === script.node.id && to.bridge && isCopy);
}

/** `var X = X || value`: the variable was there from the start of the script; the property may not be. */
function isOwnInit({ node }: ScriptEdits, { name, node: read, use }: Access): boolean {
  const declared = node.facts.declared.get(name);
  return (
    declared?.kind === 'var' &&
    use.unit === 0 &&
    use.kind !== 'typeof' &&
    declared.binding.declarations.some((id) => {
      const declarator = parentOf(id)!;
      return declarator.start! < read.start! && read.end! <= declarator.end!;
    })
  );
}

function access(script: ScriptEdits, access: Access): void {
  const to = script.plan.globals.get(access.name, script.node.id);
  if (!to || script.isGone(access.node) || to.mode === 'private') return;
  if (to.mode === 'global' || to.viaGlobal.has(access)) {
    // `X || {}` asked for a variable that the script had declared.
    if (
      access.via === 'bare' &&
      access.mode === 'read' &&
      to.mode === 'global' &&
      (access.init || isOwnInit(script, access))
    )
      script.replace(access.node, `globalThis.${access.name}`);
    if (access.mode === 'write' && READONLY_PROPERTIES.has(access.name)) return setReadonly(script, access);
    // Reading a name that does not exist throws in both; only setting one needs the object.
    if (access.via === 'bare' && access.mode === 'write' && !to.lexical) {
      script.replace(access.node, `globalThis.${access.name}`);
      const write = parentOf(access.node);
      if (write?.type === 'AssignmentExpression') keepName(script, access.name, write.right);
    }
    return;
  }
  if (to.mode === 'members') return useMember(script, access, to);
  if (access.via === 'alias') return;
  const isOwn = to.owner === script.node.id;
  if (access.mode !== 'read' && !isOwn && to.mode === 'export') return setElsewhere(script, access, to);
  if (access.via === 'member' && !script.isDroppedArgument(access.node)) {
    if (isOwn && to.bridge && access.mode === 'write' && to.definition?.kind === 'write') return;
    script.replace(access.node, access.name);
  }
}

/** A window's own property that can't be set: trying does nothing in a script, and would throw in a module. */
function setReadonly(script: ScriptEdits, { name, node }: Access): void {
  const assignment = parentOf(node) as t.AssignmentExpression;
  script.gone.push(rangeOf(node));
  script.edits.replaceWith(
    rangeOf(assignment),
    (inner) => `Reflect.set(globalThis, '${name}', ${inner(outerOf(assignment.right))})`,
  );
}

/** @returns the lines that it puts at the head */
function insertImports(script: ScriptEdits): string {
  const wanted = importsOf(script.node, script.plan, script.imports.rank);
  const lines: string[] = [];
  for (const owner of new Set([...script.imports.before, ...wanted.keys()])) {
    const from = script.imports.specifierOf(owner);
    const { named, namespaces } = wanted.get(owner) ?? { named: [], namespaces: [] };
    if (!wanted.has(owner)) lines.push(importDeclaration({ from }, script.style));
    for (const namespace of namespaces) lines.push(importDeclaration({ from, namespace }, script.style));
    const names = [...named].map(([imported, local]) => ({ imported, local }));
    if (names.length > 0) lines.push(importDeclaration({ from, named: names }, script.style));
  }
  const { eol } = script.style;
  const all = [...lines, ...(lines.length > 0 && script.header.length > 0 ? [''] : []), ...script.header];
  if (all.length === 0) return '';
  const isInline = script.node.path === null;
  const at = isInline ? (/^[^\S\r\n]*\r?\n/.exec(script.source)?.[0].length ?? 0) : headerEnd(script.source);
  const indentation = isInline ? /^[^\S\r\n]*/.exec(script.source.slice(at))![0] : '';
  const text = all
    .flatMap((l) => l.split(eol))
    .map((l) => (l === '' ? l : indentation + l))
    .join(eol);
  const blank = isInline || at >= script.source.length ? '' : eol;
  script.edits.insertBefore(at, text + eol + blank, -1);
  return text + eol + blank;
}

function insertFooter(script: ScriptEdits): void {
  if (script.footer.length === 0) return;
  const { eol } = script.style;
  const end = script.source.trimEnd().length;
  script.edits.insertAfter(end, eol + eol + script.footer.join(eol), 1);
}
