import { isInside, replacedArguments } from '../src/decide/replaced-arguments.js';
import { appendExports } from '../src/rewrite/facade.js';
import { importHelpers, insertTop, type Helper } from '../src/rewrite/helpers.js';
import { defineTransform, type RewriteContext } from '../src/rewrite/transform.js';

export const parser = 'babel';

export default defineTransform({
  id: 'node-globals',
  summary: '__dirname, __filename, require.main, require.resolve, top-level this -> import.meta',
  rewrite(context) {
    const { facts, plan, edits } = context;
    if (plan.keepsVariables) return;
    const dirname = plan.metaDirname ? 'import.meta.dirname' : null;
    const filename = plan.metaDirname ? 'import.meta.filename' : null;
    let usesMain = false;
    const declared = new Set<'__dirname' | '__filename'>();
    const gone = replacedArguments(facts, plan.requests);
    for (const use of facts.free) {
      if (isInside(gone, use.range)) continue;
      const replace = (text: string, name: string): void =>
        edits.replace(use.range, use.shorthand ? `${name}: ${text}` : text);
      switch (use.kind) {
        case '__dirname':
        case 'module.path':
          if (dirname) replace(dirname, '__dirname');
          else {
            declared.add('__dirname');
            if (use.kind === 'module.path') replace('__dirname', 'path');
          }
          break;
        case '__filename':
        case 'module.filename':
        case 'module.id':
          if (filename) replace(filename, '__filename');
          else {
            declared.add('__filename');
            if (use.kind !== '__filename') replace('__filename', 'filename');
          }
          break;
        case 'require.main === module':
        case '!module.parent':
          replace(plan.metaMain ? 'import.meta.main' : `${plan.names.main}()`, '');
          usesMain = true;
          break;
        case 'require.main !== module':
          replace(plan.metaMain ? '!import.meta.main' : `!${plan.names.main}()`, '');
          usesMain = true;
          break;
        case 'module.require':
          replace('require', 'require');
          break;
      }
    }
    const helpers = new Set<Helper>();
    if (usesMain && !plan.metaMain) declareMain(context, helpers);
    if (declared.size > 0) declarePaths(context, declared, helpers);
    if (plan.createRequire) {
      helpers.add('createRequire');
      insertTop(context, [`const require = ${plan.names.createRequire}(import.meta.url)${context.semi}`], 2);
    }
    importHelpers(context, helpers);
  },
});

/** `__dirname` and `__filename` as variables, where import.meta does not have them (Node before 20.11, jest before 30). */
function declarePaths(context: RewriteContext, names: Set<'__dirname' | '__filename'>, helpers: Set<Helper>): void {
  const { plan, semi } = context;
  const { fileURLToPath, dirname } = plan.names;
  helpers.add('fileURLToPath');
  const own: string[] = [];
  if (names.has('__filename')) own.push(`const __filename = ${fileURLToPath}(import.meta.url)${semi}`);
  if (names.has('__dirname')) {
    helpers.add('dirname');
    const file = names.has('__filename') ? '__filename' : `${fileURLToPath}(import.meta.url)`;
    own.push(`const __dirname = ${dirname}(${file})${semi}`);
  }
  insertTop(context, own, 2);
}

/** A function that tells whether this module was started by node, in every way of starting it. */
function declareMain(context: RewriteContext, helpers: Set<Helper>): void {
  const { plan, style, semi } = context;
  const i = style.indent;
  const { fileURLToPath, createRequire, main } = plan.names;
  helpers.add('createRequire');
  if (!plan.metaDirname) helpers.add('fileURLToPath');
  const file = plan.metaDirname ? 'import.meta.filename' : `${fileURLToPath}(import.meta.url)`;
  const process = context.facts.bindings.some(({ name }) => name === 'process') ? 'globalThis.process' : 'process';
  const lines = [
    `function ${main}() {`,
    `${i}try {`,
    `${i}${i}return ${createRequire}(import.meta.url).resolve(${process}.argv[1]) === ${file}${semi}`,
    `${i}} catch {`,
    `${i}${i}return false${semi}`,
    `${i}}`,
    '}',
  ];
  appendExports(context, [], lines);
}
