import type * as t from '@babel/types';
import { rangeOf } from '../../analyse/ranges.js';
import { parentOf, type Node } from '../../analyse/tree.js';
import { isWithin } from '../../decide/scripts/script-imports.js';
import { READONLY_PROPERTIES } from '../../analyse/scripts/window-properties.js';
import { triviaAfter } from '../comments.js';
import { indentationAt } from '../lines.js';
import type { ScriptEdits } from './script-edits.js';
import { outerOf } from './script-text.js';

/**
 * Turns the variables of a script that stay on the global object into assignments to it; the others of their declarations
 * stay declared: `var a = 1, b = 2;` -> `globalThis.a = 1; var b = 2;`.
 * @param isGlobal whether a variable of the top level stays on the global object
 */
export function assignGlobalVariables(script: ScriptEdits, isGlobal: (name: string) => boolean): void {
  const declarations = new Set<t.VariableDeclaration>();
  for (const { name, kind, binding } of script.node.facts.declared.values()) {
    if (kind !== 'var' || !isGlobal(name)) continue;
    for (const id of binding.declarations) declarations.add(parentOf(parentOf(id)!) as t.VariableDeclaration);
  }
  for (const declaration of declarations) split(script, declaration, isGlobal);
}

function split(script: ScriptEdits, declaration: t.VariableDeclaration, isGlobal: (name: string) => boolean): void {
  const { edits, source } = script;
  const isKept = (d: t.VariableDeclarator): boolean => d.id.type !== 'Identifier' || !isGlobal(d.id.name);
  declaration.declarations.forEach((declarator, i) => {
    const before = declaration.declarations[i - 1];
    const isFirst = before === undefined;
    if (before && !(isKept(before) && isKept(declarator))) {
      const trivia = triviaAfter(source, before.end!);
      const comma = source.indexOf(',', trivia.end);
      const gap = { start: comma, end: declarator.start! };
      const isBare = /^,\s*$/.test(source.slice(gap.start, gap.end));
      const line = /[\r\n]/.test(source.slice(gap.start, gap.end))
        ? script.style.eol + indentationAt(source, declaration.start!)
        : ' ';
      const word = isKept(declarator) ? 'var ' : '';
      if (isBare) edits.replace(gap, `;${line}${word}`);
      else {
        edits.replace({ start: comma, end: comma + 1 }, ';');
        edits.insertBefore(declarator.start!, word);
      }
    }
    if (!isKept(declarator)) assign(script, declaration, declarator, isFirst ? declaration.start! : declarator.start!);
  });
}

/** @param start of the text to replace: of the keyword, for the first one */
function assign(script: ScriptEdits, declaration: Node, declarator: t.VariableDeclarator, start: number): void {
  const { name, end } = declarator.id as t.Identifier;
  const { init } = declarator;
  if (READONLY_PROPERTIES.has(name)) {
    script.edits.replaceWith(rangeOf(declaration), (inner) =>
      init ? script.semi(`Reflect.set(globalThis, '${name}', ${inner(outerOf(init))})`) : '',
    );
    script.gone.push({ start, end: end! });
    return;
  }
  const isInLoop = /^For/.test(parentOf(declaration)!.type);
  const text = init || isInLoop ? `globalThis.${name}` : `globalThis.${name} = globalThis.${name}`;
  script.edits.replace({ start, end: end! }, text);
  script.gone.push({ start, end: end! });
  if (init) keepName(script, name, init);
}

/**
 * A function takes the name of the variable that it is assigned to, and none from a property (ECMA-262 13.15.2):
 * `X = function () {}` -> `globalThis.X = function X() {}`.
 */
export function keepName(script: ScriptEdits, name: string, value: Node): void {
  if ((value.type !== 'FunctionExpression' && value.type !== 'ClassExpression') || value.id) return;
  // Inside, the name is that of the function then.
  const isMeant = script.node.facts.accesses.some(
    (a) => a.name === name && a.via === 'bare' && isWithin(a.node, value),
  );
  if (isMeant && !script.plan.globals.get(name, script.node.id)?.setOnce) return;
  const head = /^(?:async\s+)?(?:function(?:\s*\*)?|class)/.exec(script.source.slice(value.start!, value.end!));
  const at = value.start! + head![0].length;
  const gap = /^\s*(?=\()/.exec(script.source.slice(at));
  if (gap) script.edits.replace({ start: at, end: at + gap[0].length }, ` ${name}`);
  else script.edits.insertAfter(at, ` ${name}`);
}
