import { afterImports, insertLines } from './insertion.js';
import { importNamed } from './print.js';
import type { RewriteContext } from './transform.js';

/** Where the functions come from that stand in for CommonJS's variables. */
const helperModules = { dirname: 'path', fileURLToPath: 'url', createRequire: 'module' };
export type Helper = keyof typeof helperModules;

/** Imports functions under the names that the plan has for them, each once a file. */
export function importHelpers(context: RewriteContext, helpers: ReadonlySet<Helper>): void {
  const { plan, style, imported } = context;
  const lines = (Object.keys(helperModules) as Helper[])
    .filter((name) => helpers.has(name) && !imported.has(name))
    .map((name) => {
      const from = (plan.nodeScheme ? 'node:' : '') + helperModules[name];
      return importNamed([{ imported: name, local: plan.names[name] }], from, style);
    });
  for (const name of helpers) imported.add(name);
  if (lines.length > 0) insertTop(context, lines, 1);
}

/** Imports come first (order 1), then what is made of them (order 2). */
export function insertTop(context: RewriteContext, lines: string[], order: number): void {
  insertLines(context, afterImports(context.facts, context.plan, context.source), lines, order);
}
