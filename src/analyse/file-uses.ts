import type { PathFacts, PatternPath } from './facts.js';
import { pathInFolder, staticString } from './requested-names.js';
import type { ScopeInfo } from './scope.js';
import { constantValue, stringPattern } from './string-pattern.js';
import { parentOf, type Node } from './tree.js';
import { memberKey } from './uses.js';

/** Functions that read the text of the file that they are given, or send it to somebody who does. */
const readers = /^(readFile|readFileSync|createReadStream|sendFile|sendfile)$/;

/** The constant paths of files whose text code reads: `fs.readFileSync(path.join(__dirname, 'x.js'))`. */
export function findTextReads(scopes: ScopeInfo): Pick<PathFacts, 'base' | 'path'>[] {
  const fromCwd = scopes.filePaths
    .filter((node) => isRead(node, scopes))
    .map((node) => ({ base: 'cwd' as const, path: node.value }));
  const fromFolder = (scopes.free.get('__dirname') ?? []).flatMap(({ node }) => {
    const expression = parentOf(node)!;
    const path = pathInFolder(expression, scopes);
    return path !== null && isRead(expression, scopes) ? [{ base: 'folder' as const, path }] : [];
  });
  const resolved = (scopes.free.get('require') ?? []).flatMap(({ node }) => {
    const member = parentOf(node);
    const call = member && parentOf(member);
    if (member?.type !== 'MemberExpression' || memberKey(member) !== 'resolve') return [];
    if (call?.type !== 'CallExpression' || !isRead(call, scopes) || !call.arguments[0]) return [];
    const path = staticString(call.arguments[0] as Node);
    return path?.startsWith('.') ? [{ base: 'folder' as const, path }] : [];
  });
  return [...fromCwd, ...fromFolder, ...resolved];
}

/** The expression, or the variable that holds it, is what a reader is given first. */
function isRead(node: Node, scopes: ScopeInfo): boolean {
  const parent = parentOf(node);
  if (parent?.type === 'CallExpression') {
    const { callee } = parent;
    const name =
      callee.type === 'MemberExpression' ? memberKey(callee) : callee.type === 'Identifier' ? callee.name : '';
    return parent.arguments[0] === node && readers.test(name ?? '');
  }
  if (parent?.type !== 'VariableDeclarator' || parent.init !== node || parent.id.type !== 'Identifier') return false;
  const references = scopes.declared.get(parent.id)?.references ?? [];
  return references.some(
    (r) => r.node.type === 'Identifier' && constantValue(r.node, scopes) === node && isRead(r.node, scopes),
  );
}

/** The paths in the folder of the file that code puts together from parts that are not all known. */
export function findPatternPaths(scopes: ScopeInfo): PatternPath[] {
  return (scopes.free.get('__dirname') ?? []).flatMap(({ node }) => {
    let whole = parentOf(node)!;
    for (let up: Node | null = whole; up && isPart(up); up = parentOf(up)) whole = up;
    if (!isPart(whole) || pathInFolder(whole, scopes) !== null) return [];
    const pattern = stringPattern(whole, scopes);
    return pattern?.prefix.startsWith('./') ? [pattern] : [];
  });
}

/** A string of several parts, or `path.join(…)`. */
function isPart(node: Node): boolean {
  if (node.type === 'BinaryExpression' || node.type === 'TemplateLiteral') return true;
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
  return /^(join|resolve)$/.test(memberKey(node.callee) ?? '');
}
