import type * as t from '@babel/types';
import type { Access } from '../../analyse/scripts/script-facts.js';
import type { Script } from '../../analyse/scripts/script.js';
import { childNodes, isFunctionNode, parentOf, type Node } from '../../analyse/tree.js';
import { isStrictFunction } from '../../analyse/scripts/global-object.js';
import { isWindowProperty } from '../../analyse/scripts/window-properties.js';
import { memberKey } from '../../analyse/uses.js';
import { isImmediatelyCalled } from '../../analyse/places.js';
import type { PageOrder, ScriptNode } from '../../link/script-graph.js';
import type { ScriptProgram } from '../../link/script-pages.js';

/** A place where a script certainly throws while it loads. */
export interface CertainThrow {
  id: string;
  at: number;
  /** What is not there, and the page; null for a `throw` statement. */
  missing: { what: string; page: string } | null;
}

/**
 * Scripts that certainly throw while they load, as far as their text tells: a `throw` that nothing guards, a variable of
 * the project that no script has made yet, a member of an element that a page does not have. The page goes on with the next script; a module that throws stops all that
 * import it (HTML, "run a module script").
 */
export function certainThrows(program: ScriptProgram): CertainThrow[] {
  const { graph } = program;
  const found = new Map<string, CertainThrow>();
  for (const node of graph.nodes.values()) {
    const thrown = throwAtLoad(node.facts.script.program, node);
    if (thrown) found.set(node.id, { id: node.id, at: thrown.start!, missing: null });
    const absent = thrown ? null : absentElement(node, program);
    if (absent) found.set(node.id, { id: node.id, ...absent });
  }
  // What a script would have made behind its error is missing for others.
  for (let known = -1; known < found.size;) {
    known = found.size;
    for (const page of graph.pages) {
      for (const node of graph.nodes.values()) {
        if (found.has(node.id)) continue;
        const access = node.facts.accesses.find((a) => isMissing(a, node, page, program, found));
        if (!access) continue;
        const missing = { what: `\`${access.name}\` is not there yet`, page: page.page.path };
        found.set(node.id, { id: node.id, at: access.node.start!, missing });
      }
    }
  }
  return [...found.values()];
}

function throwAtLoad(node: Node, script: ScriptNode): Node | null {
  if (node.type === 'ThrowStatement') {
    const { unit, when } = script.facts.script.places.at(node);
    return unit === 0 && when === 'eager' ? node : null;
  }
  for (const child of childNodes(node)) {
    if (isFunctionNode(child) && !isImmediatelyCalled(child)) continue;
    const thrown = throwAtLoad(child, script);
    if (thrown) return thrown;
  }
  return null;
}

/**
 * `document.getElementById('x').y` at the top level, or the same by a variable, where a page has no element `x` and no
 * script names it otherwise.
 */
function absentElement({ id, facts }: ScriptNode, program: ScriptProgram): Omit<CertainThrow, 'id'> | null {
  const { strings, script } = facts;
  for (const { node, value } of strings) {
    const call = elementCall(node);
    const place = call ? script.places.at(call) : null;
    if (!call || place!.unit !== 0 || place!.when !== 'eager') continue;
    const read = memberOf(call, script);
    if (!read) continue;
    const page = program.graph.pages.find((p) => p.order.includes(id) && lacks(p, value, program));
    if (page) return { at: read.start!, missing: { what: `no element has the id \`${value}\``, page: page.page.path } };
  }
  return null;
}

/** The call `document.getElementById('x')` that a string is the argument of. */
function elementCall(argument: Node): t.CallExpression | null {
  const call = parentOf(argument);
  if (call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return null;
  const { object } = call.callee;
  const isDocument = object.type === 'Identifier' && object.name === 'document';
  return isDocument && memberKey(call.callee) === 'getElementById' ? call : null;
}

/** Where the load reads a member of a value, at once or by the variable that holds it. */
function memberOf(value: Node, { scopes, places }: Script): Node | null {
  const parent = parentOf(value);
  if (parent?.type === 'MemberExpression') return parent;
  const id = parent?.type === 'VariableDeclarator' && parent.init === value ? parent.id : null;
  const binding = id ? scopes.declared.get(id) : undefined;
  const isFixed = binding?.declarations.length === 1 && binding.references.every((r) => r.mode === 'read');
  if (!isFixed) return null;
  const read = binding.references.find(({ node }) => {
    const { unit, when } = places.at(node);
    return parentOf(node)?.type === 'MemberExpression' && unit === 0 && when === 'eager';
  });
  return read ? parentOf(read.node) : null;
}

/** Whether a page certainly has no element of an id. */
function lacks({ page, items, order }: PageOrder, id: string, { graph, foreign }: ScriptProgram): boolean {
  if (page.ids.includes(id) || foreign.get(page.path)!.remote) return false;
  const names = (text: string): boolean => text.includes(id);
  if (items.some((i) => i.id === null && (i.text === null || names(i.text)))) return false;
  if (/<%|<\?|\{\{/.test(page.text)) return false;
  const strings = order.flatMap((other) => graph.nodes.get(other)!.facts.strings);
  return strings.every(({ node, value }) => !names(value) || elementCall(node) !== null);
}

/** Whether a variable that the project makes is certainly not there yet where a script reads it. */
function isMissing(
  access: Access,
  node: ScriptNode,
  { order, page, items }: PageOrder,
  program: ScriptProgram,
  thrown: ReadonlyMap<string, CertainThrow>,
): boolean {
  const { name, use } = access;
  const at = order.indexOf(node.id);
  const isStrictWrite = access.mode !== 'read' && isStrictFunction(access.node);
  if (at < 0 || access.via !== 'bare' || (access.mode !== 'read' && !isStrictWrite)) return false;
  if (use.unit !== 0 || use.when !== 'eager') return false;
  const { graph } = program;
  const foreign = program.foreign.get(page.path)!;
  const isWord = (text: string): boolean => text.match(/[\w$]+/g)?.includes(name) ?? false;
  if (foreign.remote || foreign.writes.has(name)) return false;
  if ([...page.text.matchAll(/\bid\s*=\s*["']?([\w$]+)/g)].some(([, id]) => id === name)) return false;
  if (items.some((i) => i.id === null && (i.text === null || isWord(i.text)))) return false;
  const own = node.facts.declared.get(name);
  // Before its `let`, even `typeof` throws.
  if (own) return LEXICAL.test(own.kind) && access.node.start! < own.binding.declarations[0]!.start!;
  if (use.kind === 'typeof') return false;
  const makers = [...graph.nodes.values()].filter((n) => makes(n, name, Infinity));
  if (makers.length === 0) return isStrictWrite && !isWindowProperty(name);
  if (makes(node, name, access.node.end!)) return false;
  return !makers.some((n) => {
    const before = order.indexOf(n.id);
    const end = thrown.get(n.id)?.at ?? Infinity;
    return n !== node && before >= 0 && before < at && makes(n, name, end);
  });
}

const LEXICAL = /^(?:let|const|class)$/;

/** Whether a script gives a variable being, as far as it runs. */
function makes({ facts }: ScriptNode, name: string, end: number): boolean {
  const declared = facts.declared.get(name);
  if (declared && (!LEXICAL.test(declared.kind) || declared.binding.declarations[0]!.start! < end)) return true;
  const isMade = ({ via, mode, init, node }: Access): boolean =>
    Boolean(init) || (mode !== 'read' && !(via === 'bare' && isStrictFunction(node)));
  return facts.accesses.some((a) => a.name === name && isMade(a) && a.node.start! < end);
}
