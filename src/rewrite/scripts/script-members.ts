import type * as t from '@babel/types';
import type { Access } from '../../analyse/scripts/script-facts.js';
import { rangeOf } from '../../analyse/ranges.js';
import { parentOf, type Node } from '../../analyse/tree.js';
import { copiesOf } from '../../decide/scripts/script-copies.js';
import type { Clone, GlobalPlan, Member, ReaderForm, SharedInit } from '../../decide/scripts/script-plan.js';
import type { Range } from '../edits.js';
import { indentationAt } from '../lines.js';
import { exportList } from '../print.js';
import type { ScriptEdits } from './script-edits.js';
import { functionHead, outerOf, shifted } from './script-text.js';

/** Each `NS.x = value` becomes an export; what made the object goes. */
export function defineMembers(script: ScriptEdits, global: GlobalPlan): void {
  const { facts, id } = script.node;
  const { members, made, shared, dropped } = global.members!;
  for (const init of facts.inits)
    if (init.name === global.name && init.statement) script.removeStatement(init.statement);
  for (const node of dropped.get(id) ?? []) {
    if (node.type === 'VariableDeclarator') script.removeDeclarator(node);
    else script.removeStatement(node);
  }
  // `var NS;` apart from its value.
  for (const declaration of facts.declared.get(global.name)?.binding.declarations ?? []) {
    const declarator = parentOf(declaration);
    if (declarator?.type === 'VariableDeclarator' && !declarator.init) script.removeDeclarator(declarator);
  }
  if (made?.id === id) {
    const own = members.filter((m) => m.id === id && m.from === 'object');
    const declaration = parentOf(made.declarator)!;
    const { clone } = global.members!;
    if (clone) copyMembers(script, global);
    if (own.length === 0) {
      if (!clone || !dropKey(script, clone, made.declarator)) script.removeDeclarator(made.declarator);
    } else {
      script.edits.replaceWith(rangeOf(declaration), revealed(script, own, declaration), { dropEdits: true });
      script.gone.push(...aroundValues(declaration, own));
    }
  }
  for (const [member, inits] of shared) for (const init of inits) if (init.id === id) shareObject(script, member, init);
  for (const member of members) {
    if (member.id !== id) continue;
    if (member.from === 'declared') script.header.push(script.semi(`export let ${member.local}`));
    if (member.from === 'statement') defineMember(script, member);
  }
}

/** The loop over another namespace: what it copies is exported again, or as the value that it has then. */
function copyMembers(script: ScriptEdits, { members }: GlobalPlan): void {
  const { clone } = members!;
  const { statement } = clone!.loop;
  const source = script.plan.globals.get(clone!.from, script.node.id)!.members!;
  const { again, values } = copiesOf(members!);
  const form = source.forms.get(script.node.id) as Extract<ReaderForm, { kind: 'namespace' }>;
  const names = again.map(({ key }) => ({ local: key, exported: key }));
  const lines = names.length > 0 ? [exportList(names, script.style, script.imports.specifierOf(form.from))] : [];
  for (const { local, key, live } of values)
    lines.push(script.semi(`export ${live ? 'let' : 'const'} ${local} = ${clone!.from}.${key}`));
  if (lines.length === 0) return script.removeStatement(statement);
  const text = lines.join(script.style.eol + script.indentationOf(statement));
  script.edits.replace(rangeOf(statement), text);
  script.gone.push(rangeOf(statement));
}

/** The variable of the loop goes with it. @returns whether the declaration of the object went with it too */
function dropKey(script: ScriptEdits, { loop }: Clone, object: t.VariableDeclarator): boolean {
  if (!loop.key) return false;
  const declarator = parentOf(loop.key.declarations[0]!);
  const isOnlyInLoop = loop.key.references.every(
    (r) => r.node.start! >= loop.statement.start! && r.node.end! <= loop.statement.end!,
  );
  if (declarator?.type !== 'VariableDeclarator' || !isOnlyInLoop || parentOf(parentOf(declarator)!) === loop.statement)
    return false;
  const declaration = parentOf(object) as t.VariableDeclaration;
  const isTogether = declaration.declarations.length === 2 && parentOf(declarator) === declaration;
  if (!isTogether && parentOf(declarator) === declaration) return false;
  if (isTogether) script.removeStatement(declaration);
  else script.removeDeclarator(declarator);
  return isTogether;
}

/** `NS.x = NS.x || {}`: made by the script that owns the object, imported by the others. */
function shareObject(script: ScriptEdits, member: Member, { id, statement, variable }: SharedInit): void {
  if (member.id !== id) return script.removeStatement(statement);
  const lines = [script.semi(`export const ${member.local} = {}`)];
  if (variable !== null && variable !== member.local) lines.push(script.semi(`var ${variable} = ${member.local}`));
  script.edits.replace(rangeOf(statement), lines.join(script.style.eol + script.indentationOf(statement)));
  script.gone.push(rangeOf(statement));
}

function defineMember(script: ScriptEdits, member: Member): void {
  const { edits, source, style } = script;
  const statement = member.statement as t.ExpressionStatement;
  const { left, right: written } = statement.expression as t.AssignmentExpression;
  const right = member.value!;
  if (right !== written) {
    const before = { start: written.start!, end: outerOf(right).start };
    edits.remove(before, { dropEdits: true });
    script.gone.push(before);
  }
  if (member.isBinding) {
    edits.replace(rangeOf(statement), exportList([{ local: member.local, exported: member.key }], style));
    script.gone.push(rangeOf(statement));
    return;
  }
  script.gone.push(rangeOf(left));
  const head = member.live ? null : functionHead(right, member.key, source);
  if (head && right.extra?.parenthesized !== true) {
    edits.replace({ start: statement.start!, end: head.end }, `export ${head.keyword} ${member.key}`);
    edits.remove({ start: right.end!, end: statement.end! });
  } else edits.replace(rangeOf(left), `export ${member.live ? 'let' : 'const'} ${member.key}`);
}

/** The exports that take the place of `return { a: a, b: function () {…} }`, or of a variable with such a value. */
export function revealed(
  script: ScriptEdits,
  members: Member[],
  statement: Node,
): (inner: (range: Range) => string) => string {
  const { source, style } = script;
  const bindings = members.filter((m) => m.isBinding).map((m) => ({ local: m.local, exported: m.key }));
  const others = members.filter((m) => !m.isBinding);
  return (inner) => {
    const lines = bindings.length > 0 ? [exportList(bindings, style)] : [];
    for (const { key, value, live } of others) {
      const head = live ? null : functionHead(value!, key, source);
      const body: Range = head ? { start: head.end, end: value!.end! } : outerOf(value!);
      const from = indentationAt(source, value!.start!);
      const text = shifted(inner(body), from, indentationAt(source, statement.start!));
      if (head) lines.push(`export ${head.keyword} ${key}${text}`);
      else lines.push(script.semi(`export ${live ? 'let' : 'const'} ${key} = ${text}`));
    }
    return lines.join(style.eol);
  };
}

/** The parts of a statement that are shown nowhere when only the values of its members are. */
export function aroundValues(statement: Node, members: Member[]): Range[] {
  const shown = members.filter((m) => !m.isBinding).map((m) => rangeOf(m.value!));
  const starts = [statement.start!, ...shown.map((r) => r.end)];
  const ends = [...shown.map((r) => r.start), statement.end!];
  return starts.map((start, i) => ({ start, end: ends[i]! }));
}

/** One use of a namespace that has no object any more. */
export function useMember(script: ScriptEdits, access: Access, to: GlobalPlan): void {
  const { forms, targets } = to.members!;
  const { key, kind } = access.use;
  if (access.mode !== 'read' || key === null || access.intoAlias || script.isDroppedArgument(access.node)) return;
  const member = targets.get(access);
  if (kind === 'write') {
    if (member) script.replace(parentOf(access.node)!, member.local);
    return;
  }
  const form = forms.get(script.node.id);
  if (form?.kind === 'namespace' || form?.hidden.has(access)) {
    if (access.via !== 'bare') script.replace(access.node, to.name);
  } else if (form && member) script.replace(parentOf(access.node)!, form.locals.get(member)!);
}
