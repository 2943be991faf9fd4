import type * as t from '@babel/types';
import type { ScopeInfo } from './scope.js';
import { parentOf, type Node } from './tree.js';

/** Notes a string literal as far as it may name a file. */
export function noteString(info: ScopeInfo, node: t.StringLiteral, parent: Node): void {
  noteFileName(info, node.value);
  if (node.value.includes('/')) notePath(info, node, parent);
  else if (/^[\w@.-]+\.[cm]?jsx?$/.test(node.value) && isFileArgument(node, parent)) info.filePaths.push(node);
}

/** `fs.readFile('index.js')`: what takes a file by its name. Titles of tests and parts of paths are none. */
function isFileArgument(node: t.StringLiteral, parent: Node): boolean {
  if (parent.type !== 'CallExpression' || parent.arguments[0] !== node) return false;
  const { callee } = parent;
  const name = callee.type === 'MemberExpression' ? callee.property : callee;
  return name.type === 'Identifier' && /^(read|l?stat|exists|access|open|watch|createReadStream|fork)/.test(name.name);
}

/** Notes what a text may name: its last segment without the extension, or the scripts among the words of a command. */
export function noteFileName(info: ScopeInfo, text: string): void {
  if (text.length > 2000) return;
  if (!/^[\w@./-]+$/.test(text)) {
    if (!text.includes('.')) return;
    // The words of a command that name a script: `node test/data/view.js --all`.
    for (const [, name] of text.matchAll(/([\w@.-]+)\.[cm]?[jt]sx?(?![\w.])/g)) info.fileNames.add(name!);
    return;
  }
  const last = text.slice(text.lastIndexOf('/') + 1);
  info.fileNames.add(last.includes('.') ? last.replace(/\.[cm]?[jt]sx?$/, '') : last);
}

function notePath(info: ScopeInfo, node: t.StringLiteral, parent: Node): void {
  const { value } = node;
  if (/^\.{1,2}\/[^/]/.test(value) && !isRequestOf(parent)) info.relativePaths.add(value);
  if (/^(\.\/|<rootDir>\/)?[\w@.-]+(\/[\w@.-]+)*\.[cm]?jsx?$/.test(value) && !isRequestOf(parent))
    info.filePaths.push(node);
}

/** `require('./x')`, `import … from './x'`: what they load needs no guess. */
function isRequestOf(parent: Node): boolean {
  if (parent.type !== 'CallExpression') return 'source' in parent;
  return parent.callee.type === 'Import' || (parent.callee.type === 'Identifier' && parent.callee.name === 'require');
}

/** The relative paths that calls of a parameter or inner variable named `require` get: whoever hands the real one in loads them. */
export function shadowedRequests({ bindings, program }: ScopeInfo): string[] {
  const inner = bindings.filter(({ name, scope }) => name === 'require' && scope !== program);
  return inner
    .flatMap(({ references }) => references)
    .flatMap(({ node }) => {
      const call = parentOf(node);
      const name = call?.type === 'CallExpression' && call.callee === node ? call.arguments[0] : null;
      return name?.type === 'StringLiteral' && /^\.{1,2}\/[^/]/.test(name.value) ? [name.value] : [];
    });
}
