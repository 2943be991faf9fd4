import type * as t from '@babel/types';
import { parse } from '../parse.js';
import { childNodes, isFunctionNode, parentOf, thisOwner, type Node } from '../tree.js';
import type { Reference, ScopeInfo } from '../scope.js';
import { analyseScopes } from '../scope-pass.js';
import type { SloppyFact } from '../facts.js';
import { findSloppy } from '../sloppy.js';
import { applyTextEdits, compatibleEdits, offsetBefore } from '../sloppy/text-edits.js';
import { memberKey } from '../uses.js';
import { amdWrapper, configObject, readConfig, startIn, type AmdConfig } from './amd-config.js';
import { readRequest, type AmdLoad, type AmdLookup } from './amd-requests.js';
import type { Iife } from './iife.js';

type Factory = (t.FunctionExpression | t.ArrowFunctionExpression) & { body: t.BlockStatement };

/** One AMD file: a module (`define`) or the program that starts it (`require([…], f)`). */
export interface AmdFacts {
  path: string;
  source: string;
  program: t.Program;
  scopes: ScopeInfo;
  config: AmdConfig | null;
  configStatements: t.Statement[];
  /** The statement that defines or starts; null for a file of configuration only. */
  statement: t.Statement | null;
  deps: string[];
  factory: Factory | null;
  params: t.Identifier[];
  /** `define({…})` */
  object: t.Expression | null;
  /** `define(function (require, exports, module) {…})`: the requests of its top level. */
  requires: { id: string; statement: t.Statement; local: t.Identifier | null }[] | null;
  /** Requests in expressions and functions, in the order of the text. */
  lookups: AmdLookup[];
  loads: AmdLoad[];
  returned: t.ReturnStatement | null;
  /** `define('name', …)` */
  name: string | null;
  /** The parameter for the object that the factory fills: `exports.x = …`; null when it fills none. */
  filled: t.Identifier | null;
  /** `(function () { … })()` around all of it. */
  wrapper: Iife | null;
}

/** Why a file cannot be read as AMD that becomes a module. */
export interface AmdObstacle {
  rule: string;
  at: number;
  message: string;
}

const maximalRounds = 8;

/**
 * Reads an AMD file; what sloppy mode allows is read as what means the same in strict mode.
 * @returns null for a file without AMD, or what stands in the way
 */
export function readAmd(path: string, source: string, round = 0): AmdFacts | AmdObstacle | null {
  if (!/\b(?:define|require|requirejs)\b/.test(source)) return null;
  const parsed = parse(source, 'script.js');
  if ('message' in parsed) return { rule: 'script-syntax', at: parsed.offset, message: parsed.message };
  const { program } = parsed.program;
  const scopes = analyseScopes(parsed.program, source);
  const facts: AmdFacts = {
    path,
    source,
    program,
    scopes,
    config: null,
    configStatements: [],
    statement: null,
    deps: [],
    factory: null,
    params: [],
    object: null,
    requires: null,
    lookups: [],
    loads: [],
    returned: null,
    name: null,
    filled: null,
    wrapper: amdWrapper(program, source),
  };
  const body = facts.wrapper?.body.body ?? program.body;
  for (const statement of body) {
    if (statement.type === 'EmptyStatement') continue;
    const call = callIn(statement);
    const callee = nameIn(statement);
    const config = configObject(statement);
    if (config !== undefined) {
      facts.config = readConfig(config);
      const start = config ? startIn(config) : null;
      if (!start) facts.configStatements.push(statement);
      else if (facts.statement)
        return { rule: 'amd-form', at: statement.start!, message: 'This starts a second program.' };
      else {
        facts.statement = statement;
        const problem = readArguments(facts, start, false);
        if (problem) return problem;
      }
    } else if (call && isAmdCall(call, callee) && !facts.statement) {
      facts.statement = statement;
      const problem = readArguments(facts, call.arguments, callee === 'define');
      if (problem) return problem;
    } else {
      const isAmd =
        facts.statement !== null || facts.config !== null || body.some((s) => isAmdCall(callIn(s), nameIn(s)));
      return isAmd ? { rule: 'amd-form', at: statement.start!, message: 'Code stands beside the AMD call.' } : null;
    }
  }
  if (!facts.statement && !facts.config) return null;
  if (facts.config?.problem) return { rule: 'amd-form', ...facts.config.problem };
  const sloppy = findSloppy(parsed.program, source, scopes, parsed.moduleErrors.length > 0).filter(
    (f) => f.kind !== 'require-form',
  );
  const fixes = sloppy.flatMap((f) => (f.fix ? [f.fix] : []));
  if (fixes.length > 0 && !sloppy.some((f) => f.keeps) && round < maximalRounds) {
    const edits = compatibleEdits(fixes);
    const found = readAmd(path, applyTextEdits(source, edits), round + 1);
    return found && 'rule' in found ? { ...found, at: offsetBefore(edits, found.at) } : found;
  }
  return obstacle(facts, sloppy) ?? facts;
}

const callIn = (statement: t.Statement): t.CallExpression | null =>
  statement.type === 'ExpressionStatement' && statement.expression.type === 'CallExpression'
    ? statement.expression
    : null;

const nameIn = (statement: t.Statement): string | null => {
  const call = callIn(statement);
  return call ? nameOf(call.callee) : null;
};

/** `define(…)`, `require([…], …)`; `require('x')` is CommonJS. */
function isAmdCall(call: t.CallExpression | null, callee: string | null): boolean {
  if (callee === 'define') return true;
  return (callee === 'require' || callee === 'requirejs') && call?.arguments[0]?.type === 'ArrayExpression';
}

function nameOf(callee: Node): string | null {
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return null;
  return `${callee.object.name}.${memberKey(callee)}`;
}

function readArguments(facts: AmdFacts, all: readonly Node[], isDefine: boolean): AmdObstacle | null {
  const form = (at: Node, message: string): AmdObstacle => ({ rule: 'amd-form', at: at.start!, message });
  const args = [...all];
  const call = facts.statement!;
  if (args[0]?.type === 'StringLiteral') facts.name = (args.shift() as t.StringLiteral).value;
  const isListed = args[0]?.type === 'ArrayExpression';
  if (args[0]?.type === 'ArrayExpression') {
    const { elements } = args.shift() as t.ArrayExpression;
    for (const element of elements) {
      if (element?.type !== 'StringLiteral') return form(call, 'A dependency is not written out.');
      facts.deps.push(element.value);
    }
  } else if (!isDefine) return form(call, 'This form of require is for a module that is loaded already.');
  const value = args[0];
  if (!value) return null;
  if (args.length > 1) return form(args[1]!, 'A function for failures has no counterpart among imports.');
  if (!isFunctionNode(value)) {
    if (!isDefine || value.type === 'Identifier') return form(call, 'The factory is not written out.');
    facts.object = value as t.Expression;
    return null;
  }
  if (
    (value.type !== 'FunctionExpression' && value.type !== 'ArrowFunctionExpression') ||
    value.async ||
    value.generator
  )
    return form(call, 'The factory is no plain function.');
  if (value.body.type !== 'BlockStatement' || !value.params.every((p) => p.type === 'Identifier'))
    return form(value, 'The factory has patterns or no body.');
  facts.factory = value as Factory;
  facts.params = value.params as t.Identifier[];
  if (isDefine && args.length === 1 && facts.deps.length === 0 && facts.params.length > 0 && !isListed)
    return readWrapped(facts);
  const at = facts.deps.indexOf('exports');
  if (at >= 0) facts.filled = usedParam(facts, at);
  const require = facts.deps.indexOf('require');
  return require < 0 ? null : readListedRequire(facts, require);
}

/** A request that is no declaration of its own. */
function addRequest(facts: AmdFacts, reference: Reference): AmdObstacle | null {
  const found = readRequest(reference, facts.scopes);
  if (typeof found === 'string') return { rule: 'amd-require', at: reference.node.start!, message: found };
  if ('ids' in found) facts.loads.push(found);
  else if (parentOf(found.call)?.type !== 'ExpressionStatement') facts.lookups.push(found);
  else {
    const message = 'A request in a condition or in a function is loaded before that by RequireJS; take it out.';
    return { rule: 'amd-require', at: reference.node.start!, message };
  }
  return null;
}

/** `define(['require', 'a'], function (require, a) { … require('a') … })` */
function readListedRequire(facts: AmdFacts, at: number): AmdObstacle | null {
  const param = facts.params[at];
  for (const reference of (param && facts.scopes.declared.get(param)?.references) ?? []) {
    const problem = addRequest(facts, reference);
    if (problem) return problem;
  }
  const unlisted = facts.lookups.find(({ id }) => !facts.deps.includes(id));
  return unlisted
    ? { rule: 'amd-require', at: unlisted.call.start!, message: `\`${unlisted.id}\` may not be loaded yet here.` }
    : null;
}

/** `define(function (require) { var a = require('a'); … })` */
function readWrapped(facts: AmdFacts): AmdObstacle | null {
  facts.requires = [];
  const binding = facts.scopes.declared.get(facts.params[0]!);
  for (const reference of binding?.references ?? []) {
    const call = parentOf(reference.node);
    const id = call?.type === 'CallExpression' && call.callee === reference.node ? call.arguments[0] : null;
    const up = call ? parentOf(call) : null;
    const statement = up?.type === 'VariableDeclarator' ? parentOf(up) : up;
    const isTop = statement ? parentOf(statement) === facts.factory!.body : false;
    const isAlone =
      statement?.type === 'ExpressionStatement' ||
      (statement?.type === 'VariableDeclaration' &&
        statement.declarations.length === 1 &&
        statement.declarations[0]!.id.type === 'Identifier');
    if (id?.type !== 'StringLiteral' || !isTop || !isAlone) {
      const problem = addRequest(facts, reference);
      if (problem) return problem;
      continue;
    }
    const local = up?.type === 'VariableDeclarator' ? (up.id as t.Identifier) : null;
    facts.requires.push({ id: id.value, statement: statement as t.Statement, local });
  }
  facts.filled = usedParam(facts, 1);
  const others = usedParam(facts, 2);
  return others ? { rule: 'amd-form', at: others.start!, message: `The factory fills \`${others.name}\`.` } : null;
}

function usedParam({ params, scopes }: AmdFacts, index: number): t.Identifier | null {
  const param = params[index];
  return param && (scopes.declared.get(param)?.references.length ?? 0) > 0 ? param : null;
}

function obstacle(facts: AmdFacts, sloppy: readonly SloppyFact[]): AmdObstacle | null {
  const kept = sloppy.find((f) => f.keeps || f.fix);
  if (kept)
    return {
      rule: 'script-sloppy',
      at: kept.range.start,
      message: `Strict mode changes what this does: ${kept.kind}.`,
    };
  const { factory } = facts;
  if (!factory) return null;
  const last = factory.body.body.at(-1);
  facts.returned = last?.type === 'ReturnStatement' ? last : null;
  if (facts.filled && facts.returned?.argument)
    return { rule: 'amd-form', at: facts.returned.start!, message: 'The factory fills `exports` and returns a value.' };
  let found: AmdObstacle | null = null;
  const visit = (node: Node): void => {
    if (node.type === 'ThisExpression' && thisOwner(node) === factory)
      found ??= { rule: 'amd-form', at: node.start!, message: 'The factory uses `this`.' };
    if (node.type === 'ReturnStatement' && node !== facts.returned && enclosing(node) === factory)
      found ??= { rule: 'amd-form', at: node.start!, message: 'The factory returns early.' };
    if (node.type === 'Identifier' && node.name === 'arguments' && enclosing(node) === factory)
      found ??= { rule: 'amd-form', at: node.start!, message: 'The factory uses `arguments`.' };
    childNodes(node).forEach(visit);
  };
  visit(factory.body);
  for (const name of ['require', 'requirejs', 'define']) {
    const inner = (facts.scopes.free.get(name) ?? []).filter(
      (r) => (enclosing(r.node) ?? facts.wrapper?.fn) !== (facts.wrapper?.fn ?? undefined),
    );
    for (const reference of inner) {
      const problem = name === 'define' ? null : addRequest(facts, reference);
      const isLookup = facts.lookups.some(({ call }) => call.callee === reference.node);
      if (name === 'define' || isLookup)
        found ??= {
          rule: 'amd-require',
          at: reference.node.start!,
          message: `\`${name}\` is called inside a function.`,
        };
      found ??= problem;
    }
  }
  for (const param of facts.params) {
    const binding = facts.scopes.declared.get(param)!;
    if (binding.declarations.length > 1 || binding.references.some((r) => r.mode !== 'read'))
      found ??= { rule: 'amd-form', at: param.start!, message: `The factory sets its parameter \`${param.name}\`.` };
  }
  return found;
}

function enclosing(node: Node): Node | null {
  for (let up = parentOf(node); up; up = parentOf(up)) if (isFunctionNode(up)) return up;
  return null;
}
