import { appendExports } from '../src/rewrite/facade.js';
import { importHelpers } from '../src/rewrite/helpers.js';
import { defineTransform, type RewriteContext } from '../src/rewrite/transform.js';

export const parser = 'babel';

export default defineTransform({
  id: 'stack-names',
  summary: 'file names of stack frames, which are file:// URLs for ES modules -> paths',
  rewrite(context) {
    const { facts, plan, edits } = context;
    if (!plan.stackNames) return;
    for (const { kind, range } of facts.hazards)
      if (kind === 'stack-name') edits.wrap(range, `${plan.names.filePath}(`, ')');
    declareFilePath(context);
  },
});

/** A function that makes a path of a `file:` URL, and leaves any other name of a file as it is. */
function declareFilePath(context: RewriteContext): void {
  const { facts, plan, style, semi } = context;
  const isTyped = /\.[cm]?tsx?$/.test(facts.path);
  const [type, parameter] = isTyped ? ['<T extends string | null | undefined>', 'name: T'] : ['', 'name'];
  const isModule = plan.action === 'convert';
  if (isModule) importHelpers(context, new Set(['fileURLToPath']));
  const fileURLToPath = isModule
    ? plan.names.fileURLToPath
    : `require('${plan.nodeScheme ? 'node:' : ''}url').fileURLToPath`;
  const lines = [
    `function ${plan.names.filePath}${type}(${parameter}) {`,
    `${style.indent}return name?.startsWith('file:') ? ${fileURLToPath}(name) : name${semi}`,
    '}',
  ];
  appendExports(context, [], lines);
}
