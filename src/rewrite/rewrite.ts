import type { ModuleFacts } from '../analyse/facts.js';
import type { FilePlan } from '../decide/plan.js';
import cjsExports from '../../transforms/cjs-exports.js';
import cjsRequires from '../../transforms/cjs-requires.js';
import importSpecifiers from '../../transforms/import-specifiers.js';
import nodeGlobals from '../../transforms/node-globals.js';
import stackNames from '../../transforms/stack-names.js';
import testGlobals from '../../transforms/test-globals.js';
import testMocks from '../../transforms/test-mocks.js';
import useStrict from '../../transforms/use-strict.js';
import { Edits } from './edits.js';
import { importsFirst } from './imports-first.js';
import { joinImports } from './joined-imports.js';
import { keepLostComments } from './lost-comments.js';
import { closeTop } from './insertion.js';
import { detectStyle } from '../analyse/style.js';
import type { RewriteContext, Transform } from './transform.js';

/** The transforms in the order they state their edits (which decides only the order of insertions at one place). */
const transforms: readonly Transform[] = [
  useStrict,
  cjsRequires,
  importSpecifiers,
  testGlobals,
  testMocks,
  nodeGlobals,
  stackNames,
  cjsExports,
];

/**
 * What a file that stays CommonJS needs too: new names of files, in requests, in the strings of mocking tools and in frames
 * of the stack.
 */
const namesFiles = new Set(['import-specifiers', 'test-mocks', 'stack-names']);

/**
 * Rewrites one file by its plan: all transforms on one text, one splice.
 * @param only ids of the transforms to run; empty: all
 * @returns the new text, or null when nothing changes
 */
export function rewrite(
  source: string,
  facts: ModuleFacts,
  plan: FilePlan,
  only: readonly string[] = [],
): string | null {
  const edits = new Edits(source);
  const style = detectStyle(source);
  const context: RewriteContext = {
    source,
    facts,
    plan: joinImports(planFor(plan, only), facts, source),
    edits,
    style,
    semi: style.semi ? ';' : '',
    top: null,
    imported: new Set(),
  };
  // A file that stays CommonJS changes only where it names files that are renamed.
  // An ES module needs nothing but full specifiers.
  const isWhole = plan.action === 'convert' && facts.syntax !== 'esm' && !plan.isModule;
  const isWanted = (id: string): boolean => (only.length === 0 || only.includes(id)) && (isWhole || namesFiles.has(id));
  for (const { definition } of transforms) if (isWanted(definition.id)) definition.rewrite(context);
  if (isWanted(cjsRequires.definition.id)) importsFirst(context);
  closeTop(context);
  if (!edits.changed) return null;
  const text = keepLostComments(edits, edits.toString(), facts.path, style.eol);
  return text === source ? null : text;
}

/** Without `cjs-requires` the requires stay, so that a member that would be an imported name is declared where it is made. */
function planFor(plan: FilePlan, only: readonly string[]): FilePlan {
  if (only.length === 0 || only.includes('cjs-requires') || plan.exports.kind !== 'named') return plan;
  const names = plan.exports.names.map((n) => (n.kind === 'import' ? { ...n, kind: 'const' as const } : n));
  return { ...plan, exports: { ...plan.exports, names } };
}
