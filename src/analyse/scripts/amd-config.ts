import type * as t from '@babel/types';
import { parse } from '../parse.js';
import type { Node } from '../tree.js';
import { memberKey, propertyKey } from '../uses.js';
import type { Iife } from './iife.js';

/** What `require.config({…})` says, as far as it is written out. */
export interface AmdConfig {
  baseUrl: string | null;
  /** By name; the first of a list of addresses to try. */
  paths: Map<string, string | null>;
  /** The other addresses of such a list. */
  fallbacks: Map<string, string[]>;
  shim: Map<string, { deps: string[]; exports: string | null }>;
  /** What it says that imports cannot follow. */
  problem: { at: number; message: string } | null;
}

/** Keys by which the loader finds other modules, or starts some. */
const UNKNOWN = /^(?:map|packages|bundles|config|nodeIdCompat|context|aliases|has|plugins)$/;

/** Reads the argument of `require.config`. */
export function readConfig(node: t.ObjectExpression | null): AmdConfig {
  const config: AmdConfig = { baseUrl: null, paths: new Map(), fallbacks: new Map(), shim: new Map(), problem: null };
  const fail = (at: Node, message: string): void => {
    config.problem ??= { at: at.start!, message };
  };
  const entries = (object: Node): [key: string, value: Node][] => {
    if (object.type !== 'ObjectExpression') fail(object, 'The configuration of the loader is not written out.');
    const properties = object.type === 'ObjectExpression' ? object.properties : [];
    return properties.flatMap((p): [string, Node][] => {
      const key = p.type === 'ObjectProperty' ? propertyKey(p) : null;
      if (p.type === 'ObjectProperty' && key !== null) return [[key, p.value]];
      fail(p, 'The configuration of the loader is not written out.');
      return [];
    });
  };
  const strings = (list: Node): string[] => {
    const elements = list.type === 'ArrayExpression' ? list.elements : [];
    return elements.flatMap((e) => (e?.type === 'StringLiteral' ? [e.value] : []));
  };
  if (!node) config.problem = { at: 0, message: 'The configuration of the loader is not written out.' };
  for (const [key, value] of node ? entries(node) : []) {
    const isEmpty =
      (value.type === 'ObjectExpression' && value.properties.length === 0) ||
      (value.type === 'ArrayExpression' && value.elements.length === 0);
    if (UNKNOWN.test(key) && !isEmpty) fail(value, `The loader is configured with \`${key}\`.`);
    const isStarted = !isEmpty && key === 'deps' && value.type !== 'ArrayExpression';
    if (isStarted) fail(value, 'The configuration of the loader is not written out.');
    if (key === 'baseUrl') {
      if (value.type === 'StringLiteral') config.baseUrl = value.value;
      else fail(value, 'The configuration of the loader is not written out.');
    }
    if (key === 'paths')
      for (const [id, path] of entries(value)) {
        const [first, ...others] = path.type === 'StringLiteral' ? [path.value] : strings(path);
        config.paths.set(id, first ?? null);
        config.fallbacks.set(id, others);
      }
    if (key === 'shim')
      for (const [id, shim] of entries(value)) {
        const parts = new Map(shim.type === 'ArrayExpression' ? [['deps', shim as Node]] : entries(shim));
        const [deps, exported] = [parts.get('deps'), parts.get('exports')];
        if (parts.has('init')) fail(shim, 'The shim of a library has a function `init`.');
        config.shim.set(id, {
          deps: deps ? strings(deps) : [],
          exports: exported?.type === 'StringLiteral' ? exported.value : null,
        });
      }
  }
  return config;
}

/** The dependencies and the function that a configuration starts: `{ deps: ['app'], callback: function (app) {…} }`. */
export function startIn(config: t.ObjectExpression): Node[] | null {
  const value = (key: string): Node[] =>
    config.properties.flatMap((p) => (p.type === 'ObjectProperty' && propertyKey(p) === key ? [p.value] : []));
  const [deps] = value('deps');
  return deps?.type === 'ArrayExpression' && deps.elements.length > 0 ? [deps, ...value('callback')] : null;
}

/**
 * What configures the loader: `require.config({…})`, or `var require = {…}` before it.
 * @returns undefined for another statement, null where the configuration is no object that is written out
 */
export function configObject(statement: t.Statement): t.ObjectExpression | null | undefined {
  const isRequire = (node: Node): boolean => node.type === 'Identifier' && /^require(?:js)?$/.test(node.name);
  let value: Node | null | undefined;
  if (statement.type === 'VariableDeclaration' && statement.declarations.length === 1) {
    const { id, init } = statement.declarations[0]!;
    if (isRequire(id) && init?.type === 'ObjectExpression') value = init;
  }
  if (statement.type === 'ExpressionStatement') {
    const { expression } = statement;
    if (expression.type === 'AssignmentExpression' && isRequire(expression.left)) value = expression.right;
    if (expression.type === 'CallExpression' && expression.callee.type === 'MemberExpression') {
      const { callee } = expression;
      if (isRequire(callee.object) && memberKey(callee) === 'config') value = expression.arguments[0] ?? null;
    }
  }
  return value?.type === 'ObjectExpression' ? value : value === undefined ? undefined : null;
}

/** Whether a script does nothing but configure the loader. */
export function onlyConfigures(source: string): boolean {
  const parsed = parse(source, 'script.js');
  if ('message' in parsed) return false;
  const body = parsed.program.program.body.filter((s) => s.type !== 'EmptyStatement');
  return body.length > 0 && body.every((s) => configObject(s) !== undefined);
}

/** `(function () { require([…], …); })()` with nothing beside it. */
export function amdWrapper(program: t.Program, source: string): Iife | null {
  const [statement, ...others] = program.body.filter((s) => s.type !== 'EmptyStatement');
  if (statement?.type !== 'ExpressionStatement' || others.length > 0) return null;
  let call: Node = statement.expression;
  while (call.type === 'UnaryExpression') call = call.argument;
  if (call.type !== 'CallExpression') return null;
  const callee = call.callee.type === 'MemberExpression' ? call.callee.object : call.callee;
  const isPlain = callee.type === 'FunctionExpression' || callee.type === 'ArrowFunctionExpression';
  if (!isPlain || callee.params.length > 0 || callee.body.type !== 'BlockStatement') return null;
  const text = source.slice(callee.start!, callee.end!);
  const { body } = callee;
  const isAmd = body.body.some((s) => /^(?:define|require(?:js)?)\s*(?:\(|\.config\b)/.test(source.slice(s.start!)));
  if (!isAmd || /\barguments\b/.test(text) || callee.async || callee.generator) return null;
  return { statement, call, fn: callee, body, params: [], target: null, returned: null };
}
