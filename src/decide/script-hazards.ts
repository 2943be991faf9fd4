import type * as t from '@babel/types';
import type { ScriptFacts } from '../analyse/script-facts.js';
import { locate } from '../analyse/parse.js';
import { childNodes, isFunctionNode, parentOf, type Node } from '../analyse/scope.js';
import type { Script } from '../analyse/script.js';
import { isStrictFunction } from '../analyse/global-object.js';
import { callOf } from '../analyse/places.js';
import { findSloppy } from '../analyse/sloppy.js';
import { memberKey } from '../analyse/uses.js';
import type { Finding, Severity } from '../finding.js';

/** Something that a script may do and a module may not, or not in the same way. */
export interface Hazard {
  finding: Finding;
  /** `deferred`: the script stays classic; `sync`: and keeps its moment; null: it can become a module all the same. */
  level: 'deferred' | 'sync' | null;
  /** Any global may be read by code in strings. */
  readsAnyGlobal: boolean;
}

const KEEP = 'It stays a classic script; change this by hand, then run again.';

/** A finding at an offset of a script. */
export function scriptFinding(
  script: Pick<Script, 'file' | 'offset'>,
  text: string,
  at: number,
  rule: string,
  severity: Severity,
  message: string,
  advice: string,
): Finding {
  const { line, column } = locate(text, script.offset + at, '');
  return { rule, severity, file: script.file, line, column, message, advice };
}

/** The hazards of one script. @param text the text of its file or page */
export function findHazards(facts: ScriptFacts, text: string): Hazard[] {
  const { script } = facts;
  const found: Hazard[] = [];
  const add = (level: Hazard['level'], at: number, rule: string, message: string, advice = KEEP): void => {
    const finding = scriptFinding(script, text, at, rule, level === null ? 'warning' : 'error', message, advice);
    found.push({ finding, level, readsAnyGlobal: rule === 'string-code' });
  };
  for (const error of script.moduleErrors) {
    add('deferred', error.offset, 'script-syntax', `A module cannot say this: ${error.message}`);
  }
  for (const fact of findSloppy(script.program, script.scopes)) {
    const what = SLOPPY[fact.kind];
    if (what) add('deferred', fact.range.start, 'script-sloppy', what);
  }
  walk(script.program, (node) => {
    if (node.type === 'MemberExpression') {
      const key = memberKey(node);
      const onDocument = node.object.type === 'Identifier' && node.object.name === 'document';
      if (onDocument && (key === 'write' || key === 'writeln')) {
        add(
          'sync',
          node.start!,
          'document-write',
          `document.${key} inserts where a classic script stands; in a module it does nothing.`,
        );
      }
      if (onDocument && key === 'currentScript') {
        add('deferred', node.start!, 'current-script', 'document.currentScript is null in a module.');
      }
    }
    if (node.type === 'CallExpression' || node.type === 'NewExpression') {
      const code = stringCode(node);
      if (code === 'dynamic') {
        const advice = 'All globals of the page stay on the global object; check what the string names.';
        add(null, node.start!, 'string-code', 'Code in a string cannot see the names of a module.', advice);
      }
    }
  });
  for (const [name, scopes] of script.scopes.blockFunctions) {
    const isGlobal = scopes.some((s) => !isStrictFunction(s.node) && !insideFunction(s.node));
    if (isGlobal && script.scopes.free.has(name)) {
      add('deferred', script.scopes.free.get(name)![0]!.node.start!, 'script-sloppy', SLOPPY['block-function']!);
    }
  }
  plainThis(facts, add);
  return found;
}

const SLOPPY: Record<string, string> = {
  callee: 'arguments.callee throws in a module.',
  'arguments-alias': 'In a module `arguments` does not follow the parameters.',
  'block-function': 'A function declared in a block is not visible outside of it in a module.',
};

/** A function called by its bare name sees the global object as `this` in a script, `undefined` in a module. */
function plainThis(
  facts: ScriptFacts,
  add: (level: 'deferred', at: number, rule: string, message: string) => void,
): void {
  const { script } = facts;
  for (const [owner, use] of script.scopes.thisUse) {
    if (!use.reads || !isFunctionNode(owner) || callOf(owner) || isStrictFunction(owner)) continue;
    const id = 'id' in owner ? owner.id : null;
    const parent = parentOf(owner);
    const named = id ?? (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? parent.id : null);
    const binding = named ? script.scopes.declared.get(named) : undefined;
    const isPlainlyCalled = binding?.references.some((r) => {
      const call = parentOf(r.node);
      return (call?.type === 'CallExpression' && call.callee === r.node) || isPlainCallback(call, r.node);
    });
    const isCallback = parent?.type === 'CallExpression' && isPlainCallback(parent, owner);
    if (!isPlainlyCalled && !isCallback) continue;
    if (onlyInstanceChecks(owner)) continue;
    add(
      'deferred',
      owner.start!,
      'plain-this',
      'This function uses `this` and is called without an object: `this` is the global object in a script and undefined in a module.',
    );
  }
}

const PLAIN_CALLERS = new Set(['forEach', 'map', 'filter', 'some', 'every', 'reduce', 'sort', 'find', 'replace']);

/** `list.forEach(f)` without a receiver argument. */
function isPlainCallback(call: Node | null, argument: Node): boolean {
  if (call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression' || call.arguments[0] !== argument)
    return false;
  const root = call.callee.object;
  // Utility libraries pass receivers of their own.
  if (root.type === 'Identifier' && /^(?:\$|_|jQuery|angular)$/.test(root.name)) return false;
  return call.arguments.length === 1 && PLAIN_CALLERS.has(memberKey(call.callee) ?? '');
}

/** `if (!(this instanceof F)) return new F()`: the same in both. */
function onlyInstanceChecks(fn: Node): boolean {
  let only = false;
  walk(fn, (node) => {
    if (node.type === 'BinaryExpression' && node.operator === 'instanceof' && node.left.type === 'ThisExpression')
      only = true;
  });
  return only;
}

/** Whether a call runs a string as code, and whether its text is known. */
function stringCode(node: t.CallExpression | t.NewExpression): 'dynamic' | null {
  const callee =
    node.callee.type === 'Identifier'
      ? node.callee.name
      : node.callee.type === 'MemberExpression'
        ? memberKey(node.callee)
        : null;
  const isCode = callee === 'eval' || callee === 'execScript' || callee === 'Function';
  if (!isCode || node.arguments.length === 0) return null;
  return node.arguments.at(-1)!.type === 'StringLiteral' ? null : 'dynamic';
}

function insideFunction(node: Node): boolean {
  for (let up: Node | null = node; up; up = parentOf(up)) if (isFunctionNode(up)) return true;
  return false;
}

function walk(node: Node, enter: (node: Node) => void): void {
  enter(node);
  for (const child of childNodes(node)) walk(child, enter);
}
