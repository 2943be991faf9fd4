import { posix } from 'node:path';
import type { PathFacts } from './facts.js';
import { rangeOf } from './ranges.js';
import { memberKey } from './uses.js';
import { parentOf, type Node } from './tree.js';
import type { Binding, ScopeInfo } from './scope.js';

/**
 * The specifier that the argument of a require() call stands for, where it is always the same one: a literal, or literals
 * put together, `require.resolve('./x')`, `__dirname`, or a path put together from it and literals (`__dirname + '/x'`,
 * `path.join(__dirname, 'x')`), which names the same file as `./x`.
 */
export function requestedName(argument: Node, scopes: ScopeInfo): string | null {
  const resolved = resolvedName(argument, scopes);
  if (resolved !== null) return joinedText(resolved, scopes);
  return joinedText(argument, scopes) ?? pathInFolder(argument, scopes);
}

/** A string literal, several put together (`'./' + 'x'`, `['.', 'x'].join('/')`), or a constant that holds one. */
function joinedText(node: Node, scopes: ScopeInfo): string | null {
  switch (node.type) {
    case 'BinaryExpression':
      return node.operator === '+' ? joinedTexts([node.left, node.right], '', scopes) : null;
    case 'TemplateLiteral': {
      const parts = node.quasis.flatMap((text, i) => [text, node.expressions[i] ?? []].flat());
      return joinedTexts(parts, '', scopes);
    }
    case 'TemplateElement':
      return node.value.cooked ?? null;
    case 'CallExpression': {
      const { callee, arguments: given } = node;
      if (callee.type !== 'MemberExpression' || callee.object.type !== 'ArrayExpression') return null;
      const separator = given[0] ? staticString(given[0] as Node) : ',';
      if (memberKey(callee) !== 'join' || separator === null) return null;
      return joinedTexts(callee.object.elements, separator, scopes);
    }
    case 'Identifier': {
      const binding = scopes.byNode.get(node)?.binding;
      const declarator = binding?.kind === 'const' ? parentOf(binding.declarations[0]!) : null;
      const isBefore = declarator?.type === 'VariableDeclarator' && declarator.end! < node.start!;
      return isBefore && declarator.id.type === 'Identifier' && declarator.init ? staticString(declarator.init) : null;
    }
    default:
      return staticString(node);
  }
}

function joinedTexts(nodes: readonly (Node | null)[], separator: string, scopes: ScopeInfo): string | null {
  const texts = nodes.map((node) => (node ? joinedText(node, scopes) : null));
  return texts.every((text) => text !== null) ? texts.join(separator) : null;
}

/**
 * The places of a file that name a file by a constant path: strings that read like one, taken from the folder in which
 * the program is started, and paths put together from `__dirname`.
 */
export function findPaths(scopes: ScopeInfo): PathFacts[] {
  const fromCwd = scopes.filePaths.map((node) => ({
    base: 'cwd' as const,
    path: node.value.replace('<rootDir>/', ''),
    literal: rangeOf(node),
  }));
  const fromFolder = (scopes.free.get('__dirname') ?? []).flatMap(({ node }): PathFacts[] => {
    const parent = parentOf(node)!;
    const path = pathInFolder(parent, scopes);
    const last = lastPart(parent);
    return path === null || !last ? [] : [{ base: 'folder', path, literal: rangeOf(last) }];
  });
  return [...fromCwd, ...fromFolder];
}

/** The literal with which a path ends. */
function lastPart(node: Node): Node | undefined {
  if (node.type === 'BinaryExpression') return node.right;
  if (node.type === 'TemplateLiteral') return node.quasis[1];
  return node.type === 'CallExpression' ? (node.arguments.at(-1) as Node) : undefined;
}

/** The argument of `require.resolve(argument)`. */
function resolvedName(node: Node, scopes: ScopeInfo): Node | null {
  if (node.type !== 'CallExpression' || node.arguments.length !== 1) return null;
  const { callee } = node;
  if (callee.type !== 'MemberExpression' || memberKey(callee) !== 'resolve') return null;
  return isFree(callee.object, 'require', scopes) ? (node.arguments[0] as Node) : null;
}

/** A path below or above the folder of the file, as a relative specifier. */
export function pathInFolder(node: Node, scopes: ScopeInfo): string | null {
  const parts = partsOfPath(node, scopes);
  if (parts === null) return null;
  const path = posix.join('.', ...parts);
  return /^\.\.?(\/|$)/.test(path) ? path : `./${path}`;
}

/** What follows `__dirname` in a concatenation, a template, `path.join()` or `path.resolve()`. */
function partsOfPath(node: Node, scopes: ScopeInfo): string[] | null {
  const isFolder = (n: Node | undefined): boolean => n !== undefined && isFree(n, '__dirname', scopes);
  if (isFolder(node)) return [];
  let rest: (string | null)[];
  if (node.type === 'BinaryExpression' && node.operator === '+' && isFolder(node.left)) {
    rest = [staticString(node.right)];
  } else if (node.type === 'TemplateLiteral' && node.expressions.length === 1) {
    if (!isFolder(node.expressions[0]) || node.quasis[0]!.value.raw !== '') return null;
    rest = [node.quasis[1]!.value.cooked ?? null];
  } else if (node.type === 'CallExpression') {
    const method = pathMethod(node.callee as Node, scopes);
    if (method === null || !isFolder(node.arguments[0] as Node | undefined)) return null;
    rest = node.arguments.slice(1).map((part) => staticString(part as Node));
    if (method === 'resolve' && rest.some((part) => part?.startsWith('/'))) return null;
    return rest.every((part) => part !== null) ? rest : null;
  } else return null;
  return rest.every((part) => part?.startsWith('/') === true) ? (rest as string[]) : null;
}

/** `join` or `resolve` of Node's `path`: `path.join`, or a variable that `const { join } = require('path')` declares. */
function pathMethod(callee: Node, scopes: ScopeInfo): string | null {
  const isMember = callee.type === 'MemberExpression';
  const owner = isMember ? callee.object : callee;
  const binding = owner.type === 'Identifier' ? (scopes.byNode.get(owner)?.binding ?? null) : null;
  if (binding === null || binding.declarations.length > 1 || binding.isWritten) return null;
  const method = isMember ? memberKey(callee) : memberOfPath(binding, scopes);
  if (isMember && !isPath(binding, scopes)) return null;
  return method === 'join' || method === 'resolve' ? method : null;
}

function isPath(binding: Binding, scopes: ScopeInfo): boolean {
  const declarator = parentOf(binding.declarations[0]!);
  return (
    declarator?.type === 'VariableDeclarator' &&
    declarator.id.type === 'Identifier' &&
    loadsPath(declarator.init, scopes)
  );
}

function memberOfPath(binding: Binding, scopes: ScopeInfo): string | null {
  const property = parentOf(binding.declarations[0]!);
  const pattern = property ? parentOf(property) : null;
  const declarator = pattern ? parentOf(pattern) : null;
  if (property?.type !== 'ObjectProperty' || property.computed || property.key.type !== 'Identifier') return null;
  if (declarator?.type !== 'VariableDeclarator' || declarator.id !== pattern) return null;
  return loadsPath(declarator.init, scopes) ? property.key.name : null;
}

function loadsPath(node: Node | null | undefined, scopes: ScopeInfo): boolean {
  if (node?.type !== 'CallExpression' || !isFree(node.callee as Node, 'require', scopes)) return false;
  const name = node.arguments[0] ? staticString(node.arguments[0] as Node) : null;
  return name === 'path' || name === 'node:path';
}

/** An identifier that no binding of the file answers. */
export function isFree(node: Node, name: string, scopes: ScopeInfo): boolean {
  return node.type === 'Identifier' && (scopes.free.get(name) ?? []).some((reference) => reference.node === node);
}

/** The value of a string literal, or of a template without expressions. */
export function staticString(node: Node): string | null {
  if (node.type === 'StringLiteral') return node.value;
  if (node.type === 'TemplateLiteral' && node.expressions.length === 0) return node.quasis[0]?.value.cooked ?? null;
  return null;
}
