import type * as t from '@babel/types';
import { functionOfBinding } from './effects/callables.js';
import type { HazardFact, HazardKind } from './facts.js';
import type { Places } from './places.js';
import { parentNeed } from './parent-uses.js';
import { rangeOf } from './ranges.js';
import { isPathShown } from './shown-paths.js';
import { callerFileUses, canBeWrapped, frameFileName } from './stack-names.js';
import { childNodes, isFunctionNode, isWriteTarget, parentOf, type Node } from './tree.js';
import type { Binding, ScopeInfo } from './scope.js';
import { memberKey, readByPrinting } from './uses.js';

type Add = (kind: HazardKind, node: Node, name?: string | null, request?: number | null) => void;

/**
 * Finds the places where code looks at the module system itself, at the order of its jobs, at stack traces, or at the
 * names of functions: what an ES module may answer differently. Facts only; `decide/hazards.ts` says which matter.
 * What ES modules answer is in `docs/measured.md`.
 * @param requestOf the request that a node makes
 */
export function findHazards(
  program: t.Program,
  source: string,
  scopes: ScopeInfo,
  places: Places,
  requestOf: (node: Node) => number | null,
  requests: readonly Node[],
): HazardFact[] {
  const found: HazardFact[] = [];
  const add: Add = (kind, node, name = null, request = null) => {
    const { unit, when } = places.at(node);
    found.push({ kind, range: rangeOf(node), unit, when, name, request });
  };
  for (const { node } of scopes.free.get('process') ?? []) processMember(node, scopes, add);
  for (const { node } of scopes.free.get('Error') ?? []) {
    const member = memberOf(node);
    if (member && memberKey(member) === 'prepareStackTrace' && isWriteTarget(member))
      add('stack', member, 'Error.prepareStackTrace');
  }
  for (const { node } of scopes.free.get('require') ?? []) {
    const member = memberOf(node);
    const key = member && memberKey(member);
    if (member && key === 'cache') cacheUse(member, add, (node) => requestOf(node) ?? loadOf(node, scopes, requestOf));
    if (member && key === 'extensions') extensionsUse(member, add);
  }
  for (const { node } of scopes.free.get('module') ?? []) {
    const member = memberOf(node);
    const need = member && memberKey(member) === 'parent' ? parentNeed(member, scopes, places) : null;
    if (need !== null) add(`parent-${need}`, member!);
  }
  for (const statement of program.body) if (statement.type === 'TSExportAssignment') add('export-equals', statement);
  timers(scopes, add);
  for (const node of requests) if (isInLoop(node)) add('loop-request', node, null, requestOf(node));
  for (const node of requests)
    if (isResolve(node) && isPathShown(node, scopes)) add('shown-path', node, null, requestOf(node));
  for (const binding of scopes.program.bindings.values()) nameReads(binding, add);
  for (const { node, name, isFile } of callerFileUses(requests, scopes))
    add(isFile ? 'stack-name' : 'stack', node, name);
  // Most files hold nothing that needs the whole tree.
  if (walked.some((word) => source.includes(word)) && walkedFor.test(source)) walk(program, add);
  return found.sort((a, b) => a.range.start - b.range.start);
}

function memberOf(node: Node): t.MemberExpression | null {
  const parent = parentOf(node);
  return parent?.type === 'MemberExpression' && parent.object === node ? parent : null;
}

function processMember(node: Node, scopes: ScopeInfo, add: Add): void {
  const member = memberOf(node);
  const key = member && memberKey(member);
  if (!member) return;
  if (key === 'mainModule') add('main-module', member);
  else if (key === 'stdin' && !asksStdin(member)) add('schedule', member, 'stdin');
  else if (key === 'nextTick') add('schedule', member, 'process.nextTick');
  else if (asksOrigin(member, scopes)) add('schedule', member, 'origin');
}

/** `process.on('uncaughtException', (error, origin) => …)` */
function asksOrigin(member: t.MemberExpression, scopes: ScopeInfo): boolean {
  const call = parentOf(member);
  if (call?.type !== 'CallExpression' || call.callee !== member) return false;
  const [event, listener] = call.arguments;
  if (event?.type !== 'StringLiteral' || !/^uncaughtException(Monitor)?$/.test(event.value) || !listener) return false;
  const binding = listener.type === 'Identifier' ? scopes.byNode.get(listener)?.binding : null;
  const fn = binding ? functionOfBinding(binding) : listener;
  return fn !== null && isFunctionNode(fn) && fn.params.length > 1;
}

/** `process.stdin.isTTY` and the like: nothing is read. */
function asksStdin(stdin: Node): boolean {
  const member = memberOf(stdin);
  return (
    member !== null && /^(isTTY|isRaw|fd|columns|rows|setEncoding|setRawMode|ref|unref)$/.test(memberKey(member) ?? '')
  );
}

/** `queueMicrotask()`, `setImmediate()`, and `setTimeout()` without a delay. */
function timers(scopes: ScopeInfo, add: Add): void {
  for (const { node } of scopes.free.get('queueMicrotask') ?? []) add('schedule', node, 'promises');
  for (const { node } of scopes.free.get('setImmediate') ?? []) add('schedule', node, 'setImmediate');
  for (const { node } of scopes.free.get('setTimeout') ?? []) {
    const call = parentOf(node);
    if (call?.type !== 'CallExpression' || call.callee !== node) continue;
    const delay = call.arguments[1];
    if (!delay || (delay.type === 'NumericLiteral' && delay.value <= 1)) add('schedule', node, 'setTimeout');
  }
}

/**
 * What is done with `require.cache`: an entry is taken out (with the request that its key belongs to, if any), one is put
 * in, or all are looked at.
 */
function cacheUse(cache: t.MemberExpression, add: Add, requestOf: (node: Node) => number | null): void {
  const entry = memberOf(cache);
  if (!entry) {
    if (parentOf(cache)?.type !== 'UnaryExpression') add('cache', cache, 'list');
    return;
  }
  const outer = parentOf(entry);
  const isDelete = outer?.type === 'UnaryExpression' && outer.operator === 'delete';
  if (isDelete) add('cache', outer, 'delete', requestOf(entry.property as Node));
  else add('cache', entry, isWriteTarget(entry) ? 'write' : 'read');
}

/** The request that loads what a variable names: `delete require.cache[file]; require(file)`. */
function loadOf(key: Node, scopes: ScopeInfo, requestOf: (node: Node) => number | null): number | null {
  const references = scopes.byNode.get(key)?.binding?.references ?? [];
  const calls = references.flatMap(({ node }) => {
    const call = parentOf(node);
    return call?.type === 'CallExpression' && call.arguments[0] === node ? call : [];
  });
  return calls.map(requestOf).find((request) => request !== null) ?? null;
}

function extensionsUse(extensions: t.MemberExpression, add: Add): void {
  const entry = memberOf(extensions);
  if (!entry) add('extensions', extensions);
  else if (isWriteTarget(entry)) add('extensions', entry, memberKey(entry));
}

/** `require.resolve(…)` */
function isResolve(node: Node): boolean {
  return node.type === 'CallExpression' && node.callee.type === 'MemberExpression';
}

/** Inside a loop of the function (or of the file) it stands in. */
function isInLoop(node: Node): boolean {
  for (let child = node, up = parentOf(node); up; child = up, up = parentOf(up)) {
    if (isFunctionNode(up)) return false;
    if (/^(While|DoWhile)Statement$/.test(up.type)) return true;
    if (up.type === 'ForStatement' && child !== up.init) return true;
    if ((up.type === 'ForInStatement' || up.type === 'ForOfStatement') && child !== up.right) return true;
  }
  return false;
}

/** `f.name` and `console.log(f)`, where f is a variable of the file. */
function nameReads(binding: Binding, add: Add): void {
  for (const { node } of binding.references) {
    const member = memberOf(node);
    const isRead = member ? memberKey(member) === 'name' : readByPrinting(node) === 'name';
    if (isRead) add('name-read', member ?? node, binding.name);
  }
}

/** What `walk` looks for: words that are found fast, and the expression that is right. */
const walked = ['.stack', 'getFileName', 'getScriptName', 'await', "prototype'", 'prototype"', 'null.', 'undefined.'];
const walkedFor =
  /\.stack\b|\bgetFileName\b|\bgetScriptName|\bawait\b|['"]prototype['"]\s*in\b|\b(null|undefined)\.[\w$]/;

/** Methods that only strings have. */
const stringMethods = /^(split|match|matchAll|replace|replaceAll|substring|substr|startsWith|endsWith|search|trim)$/;

/** `/ at (.*)/.exec(error.stack)` */
function isTestedByRegExp(node: Node): boolean {
  const call = parentOf(node);
  if (call?.type !== 'CallExpression' || call.arguments[0] !== node) return false;
  return call.callee.type === 'MemberExpression' && /^(test|exec)$/.test(memberKey(call.callee) ?? '');
}

function walk(node: Node, add: Add): void {
  switch (node.type) {
    case 'AwaitExpression':
      add('schedule', node, 'promises');
      break;
    case 'ForOfStatement':
      if (node.await) add('schedule', node, 'promises');
      break;
    case 'CallExpression':
    case 'OptionalCallExpression': {
      const method = frameFileName(node);
      if (method !== null) add(canBeWrapped(node) ? 'stack-name' : 'stack', node, `.${method}()`);
      break;
    }
    case 'MemberExpression': {
      const { object } = node;
      if (object.type === 'NullLiteral' || (object.type === 'Identifier' && object.name === 'undefined'))
        add('failing-read', node);
      const key = memberKey(node);
      const inner = memberOf(node);
      const isSearched = (inner && stringMethods.test(memberKey(inner) ?? '')) || isTestedByRegExp(node);
      if (key === 'stack' && isSearched) add('stack', node, '.stack');
      break;
    }
    case 'BinaryExpression':
      if (node.operator === 'in' && node.left.type === 'StringLiteral' && node.left.value === 'prototype')
        add('prototype-test', node);
      break;
  }
  for (const child of childNodes(node)) walk(child, add);
}
