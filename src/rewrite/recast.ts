import { createRequire } from 'node:module';
import type * as Recast from 'recast';
import type { Style } from '../analyse/style.js';

let loaded: typeof Recast | undefined;

/** recast, loaded when first needed: that takes 40 ms, which a run that prints nothing new should not pay. */
export function recast(): typeof Recast {
  loaded ??= createRequire(import.meta.url)('recast') as typeof Recast;
  return loaded;
}

/**
 * Prints a new node (made with `recast().types.builders`) in the style of the file, without a last semicolon if the
 * file uses none. Not for nodes of a parsed source, nor for what `print.ts` prints itself.
 */
export function printNode(node: Recast.types.ASTNode, style: Style): string {
  const { code } = recast().print(node, {
    quote: style.quote === '"' ? 'double' : 'single',
    objectCurlySpacing: style.bracketSpacing,
    trailingComma: style.trailingComma,
    useTabs: style.indent.startsWith('\t'),
    tabWidth: style.indent.startsWith('\t') ? 4 : style.indent.length,
    lineTerminator: style.eol,
    wrapColumn: Infinity,
  });
  return style.semi ? code : code.replace(/;$/, '');
}
