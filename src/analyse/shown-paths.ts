import type { ScopeInfo } from './scope.js';
import { parentOf, type Node } from './tree.js';
import { memberKey, readByPrinting } from './uses.js';

/** Functions that load, start, read or name a module by its path. */
const takers =
  /^(require|import|resolve|fork|spawn|spawnSync|exec|execSync|execFile|execFileSync|Worker|register|pathToFileURL|dirname|join|accessSync|access|exists|existsSync|lstat|lstatSync|stat|statSync|realpath|realpathSync|watch|watchFile|readFile|readFileSync|createReadStream|mock|doMock|unmock|dontMock|proxyquire|rewire|setupFiles)$/;

/**
 * True where more is done with the path that an expression gives than to load, start or read the file: it's printed,
 * compared, cut, stored or handed on. Values are followed into a variable that holds nothing else.
 */
export function isPathShown(path: Node, scopes: ScopeInfo): boolean {
  const declarator = parentOf(path);
  if (declarator?.type !== 'VariableDeclarator') return isShown(path);
  const variable = scopes.declared.get(declarator.id as Node);
  return !variable || variable.isWritten || variable.references.some(({ node }) => isShown(node));
}

function isShown(node: Node): boolean {
  const outer = parentOf(node);
  if (!outer || readByPrinting(node) !== null) return outer !== null;
  switch (outer.type) {
    case 'ExpressionStatement':
      return false;
    case 'MemberExpression':
      // Of the path; or it is a key, as in require.cache[path].
      return outer.object === node;
    case 'CallExpression':
    case 'NewExpression': {
      const { callee } = outer;
      const name =
        callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? memberKey(callee) : null;
      return callee.type !== 'Import' && !takers.test(name ?? '');
    }
    case 'ArrayExpression': {
      // The arguments of a program: `spawn(process.execPath, [path])`.
      const call = parentOf(outer);
      return call?.type !== 'CallExpression' || isShown(outer);
    }
    case 'UnaryExpression':
      return outer.operator !== 'typeof' && outer.operator !== '!';
    case 'IfStatement':
      return false;
    default:
      return true;
  }
}
