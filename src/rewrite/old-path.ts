import { posix } from 'node:path';
import { nameFromSpecifier, Names } from '../decide/names.js';
import type { FilePlan } from '../decide/plan.js';
import { stringLiteral } from './names.js';
import { exportList, importDeclaration } from './print.js';
import { detectStyle } from '../analyse/style.js';
import { encodeSpecifier } from '../link/percent.js';

/**
 * The module that stays at the path of a renamed CommonJS file: for import and require() it is what the file exports.
 * @param source the text of the file, whose style the module has
 * @param plan the plan for the file
 * @param byRequire the file looks at the module that required it: an import gives it none (F04)
 */
export function passingModule(
  source: string,
  { newPath, keepsUseStrict, nodeScheme }: Pick<FilePlan, 'newPath' | 'keepsUseStrict' | 'nodeScheme'>,
  byRequire: boolean,
): string {
  const style = detectStyle(source);
  const base = nameFromSpecifier(newPath) || 'api';
  const local = new Names(['createRequire']).allocate(base, `${base}Exports`);
  const from = `./${posix.basename(newPath)}`;
  const names = ['default', 'module.exports'].map((exported) => ({ local, exported }));
  const semi = style.semi ? ';' : '';
  const load = byRequire
    ? [
        importDeclaration(
          {
            from: nodeScheme ? 'node:module' : 'module',
            named: [{ imported: 'createRequire', local: 'createRequire' }],
          },
          style,
        ),
        '',
        `const ${local} = createRequire(import.meta.url)(${stringLiteral(from, style)})${semi}`,
      ]
    : [importDeclaration({ from: encodeSpecifier(from), default: local, named: [] }, style), ''];
  const directive = keepsUseStrict ? [stringLiteral('use strict', style) + semi, ''] : [];
  const lines = [...directive, ...load, exportList(names, style), ''];
  return lines.join(style.eol);
}
