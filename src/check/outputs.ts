import { readModuleSyntax, type ModuleSyntax } from '../analyse/module-syntax.js';
import { lexModule } from './lexed-module.js';
import type { GraphModule } from '../link/graph.js';
import type { FilePlan } from '../decide/plan.js';

/** One file as the run leaves it. */
export interface Output {
  path: string;
  plan: FilePlan;
  module: GraphModule;
  /** The text after the run. */
  text: string;
  /** The run changes the text. */
  changed: boolean;
  /** What it imports and exports; null for a file that stays CommonJS. */
  syntax: ModuleSyntax | null;
}

/**
 * Reads the imports and exports of a file after the run: of a changed one from its new text, otherwise from its facts.
 * @param text the new text; null when the text stays
 * @param isCompiled V8 has compiled the text as a module. It knows no JSX and no TypeScript: what it refuses is parsed.
 */
export function readOutput(
  module: GraphModule,
  plan: FilePlan,
  source: string,
  text: string | null,
  isCompiled = false,
): Output {
  const { path, facts } = module;
  const output = { path, plan, module, text: text ?? source, changed: text !== null };
  if (plan.action !== 'convert') return { ...output, syntax: null };
  if (text !== null)
    return { ...output, syntax: (isCompiled && lexModule(text)) || readModuleSyntax(plan.newPath, text) };
  const requests = facts.requests.flatMap(({ form, specifier, specifiers, typeOnly }) =>
    (form === 'import' || form === 'export') && specifier !== null ? [{ form, specifier, specifiers, typeOnly }] : [],
  );
  return { ...output, syntax: { problem: null, requests, exports: facts.moduleExports } };
}

/** A run can make this file stay CommonJS. */
export function canStay({ plan, module }: Output): boolean {
  return plan.action === 'convert' && module.facts.syntax !== 'esm' && !module.file.esm;
}
