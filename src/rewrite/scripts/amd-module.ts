import { rangeOf } from '../../analyse/ranges.js';
import { readAmd, type AmdFacts } from '../../analyse/scripts/amd-facts.js';
import type { AmdModule, AmdProgram } from '../../decide/scripts/amd.js';
import { relativeSpecifier } from '../../link/percent.js';
import { Edits } from '../edits.js';
import { indentationAt } from '../lines.js';
import { headerEnd } from '../header.js';
import { fetched, importLater } from './amd-loads.js';
import { openFunction } from './open-function.js';
import { exportList, importDeclaration } from '../print.js';
import { detectStyle, type Style } from '../../analyse/style.js';

/** Rewrites one AMD file as an ES module: dependencies -> imports, the factory's body -> the module, its value -> one named export. */
export function rewriteAmd(path: string, module: AmdModule, program: AmdProgram): string {
  const { facts, exportName } = module;
  if (facts.wrapper) {
    const opened = new Edits(facts.source);
    openFunction(opened, facts.wrapper, [], '', detectStyle(facts.source), facts.program);
    return rewriteAmd(path, { ...module, facts: readAmd(path, opened.toString()) as AmdFacts }, program);
  }
  const edits = new Edits(facts.source);
  const style = detectStyle(facts.source);
  const end = style.semi ? ';' : '';
  for (const directive of facts.program.directives)
    if (directive.value.value === 'use strict') edits.removeStatement(rangeOf(directive), { keepComments: true });
  for (const statement of facts.configStatements) edits.removeStatement(rangeOf(statement));
  for (const { statement } of facts.requires ?? []) edits.removeStatement(rangeOf(statement));
  facts.lookups.forEach(({ call }, i) => edits.replace(rangeOf(call), module.lookups[i]!));
  const outdent = outdentOf(facts);
  facts.loads.forEach((load, i) => importLater(edits, load, module.loads[i]!, { path, program, style, outdent }));
  const { statement, factory, object, returned, filled } = facts;
  const lines = importLines(path, module, program, style);
  if (filled) {
    if (lines.length > 0) lines.push('');
    lines.push(`export const ${exportName} = {}${end}`);
    for (const { node } of facts.scopes.declared.get(filled)!.references) edits.replace(rangeOf(node), exportName!);
  }
  if (statement && object) {
    edits.replace({ start: statement.start!, end: object.start! }, `export const ${exportName} = `);
    edits.replace({ start: object.end!, end: statement.end! }, end);
  } else if (statement && factory) {
    const value = returned?.argument;
    let tail: Parameters<typeof openFunction>[3] = '';
    if (value?.type === 'Identifier' && value.name === exportName)
      tail = exportList([{ local: exportName, exported: exportName }], style);
    else if (value && exportName !== null)
      tail = (inner) => `export const ${exportName} = ${inner(rangeOf(value))}${end}`;
    openFunction(edits, { statement, body: factory.body, returned }, [], tail, style, facts.program);
  } else if (statement) edits.removeStatement(rangeOf(statement));
  if (lines.length > 0)
    edits.insertBefore(headerEnd(facts.source), lines.map((l) => l + style.eol).join('') + style.eol, -1);
  const text = edits.toString().replace(/\s*$/, (space) => (space === '' ? '' : style.eol));
  // Where the configuration stood, no second blank line is left.
  const head = lines.map((l) => l + style.eol).join('');
  const at = head === '' ? -1 : text.indexOf(head) + head.length;
  return at < 0 ? text : text.slice(0, at) + style.eol + text.slice(at).replace(/^(?:[^\S\n]*\n)+/, '');
}

/** By how much the body of a factory moves to the left. */
function outdentOf({ source, statement, factory }: AmdFacts): number {
  const first = factory?.body.body[0];
  if (!statement || !first) return 0;
  const [outer, inner] = [indentationAt(source, statement.start!), indentationAt(source, first.start!)];
  return inner.startsWith(outer) ? inner.length - outer.length : 0;
}

function importLines(path: string, { targets }: AmdModule, program: AmdProgram, style: Style): string[] {
  const imports: string[] = [];
  const constants: string[] = [];
  const end = style.semi ? ';' : '';
  for (const { target, local } of targets) {
    if (target.kind === 'module') {
      const imported = program.modules.get(target.path)!.exportName;
      const named = local === null || imported === null ? [] : [{ imported, local }];
      imports.push(importDeclaration({ from: relativeSpecifier(path, target.path), named }, style));
    } else if (target.kind === 'vendor' && local !== null && target.global !== local) {
      constants.push(`const ${local} = globalThis.${target.global}${end}`);
    } else if (target.kind === 'text' && local !== null) {
      constants.push(`const ${local} = await ${fetched(path, target.path, style)}${end}`);
    }
  }
  return [...imports, ...(imports.length > 0 && constants.length > 0 ? [''] : []), ...constants];
}
