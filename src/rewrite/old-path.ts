import { posix } from 'node:path';
import { nameFromSpecifier } from '../decide/names.js';
import { exportList, importDeclaration } from './print.js';
import { detectStyle } from './style.js';

/**
 * The module that stays at the path of a renamed CommonJS file: for import and require() it is what the file exports.
 * @param source the text of the file, whose style the module has
 * @param newPath where the file is now
 */
export function passingModule(source: string, newPath: string): string {
  const style = detectStyle(source);
  const local = nameFromSpecifier(newPath) || 'api';
  const from = `./${posix.basename(newPath)}`;
  const names = ['default', 'module.exports'].map((exported) => ({ local, exported }));
  const lines = [importDeclaration({ from, default: local, named: [] }, style), '', exportList(names, style), ''];
  return lines.join(style.eol);
}
