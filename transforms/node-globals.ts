import { appendExports } from '../src/rewrite/facade.js';
import { afterImports } from '../src/rewrite/insertion.js';
import { importDeclaration } from '../src/rewrite/print.js';
import { defineTransform, type RewriteContext } from '../src/rewrite/transform.js';

export const parser = 'babel';

export default defineTransform({
  id: 'node-globals',
  summary: '__dirname, __filename, require.main, require.resolve, top-level this -> import.meta',
  rewrite(context) {
    const { facts, plan, edits } = context;
    const dirname = plan.metaDirname ? 'import.meta.dirname' : null;
    const filename = plan.metaDirname ? 'import.meta.filename' : null;
    let usesMain = false;
    const declared = new Set<'__dirname' | '__filename'>();
    for (const use of facts.free) {
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
    if (usesMain && !plan.metaMain) declareMain(context);
    if (declared.size > 0) declarePaths(context, declared);
    if (plan.createRequire) declareRequire(context);
  },
});

/** `const require = createRequire(import.meta.url)`, for the requires that stay. */
function declareRequire(context: RewriteContext): void {
  const { plan, style, semi } = context;
  const named = [{ imported: 'createRequire', local: plan.names.createRequire }];
  insertTop(context, [importDeclaration({ from: 'node:module', named }, style)], 1);
  insertTop(context, [`const require = ${plan.names.createRequire}(import.meta.url)${semi}`], 2);
}

/** `__dirname` and `__filename` as variables, where import.meta does not have them (Node before 20.11, jest before 30). */
function declarePaths(context: RewriteContext, names: Set<'__dirname' | '__filename'>): void {
  const { plan, style, semi } = context;
  const { fileURLToPath, dirname } = plan.names;
  const lines = [
    importDeclaration({ from: 'node:url', named: [{ imported: 'fileURLToPath', local: fileURLToPath }] }, style),
  ];
  if (names.has('__dirname'))
    lines.unshift(importDeclaration({ from: 'node:path', named: [{ imported: 'dirname', local: dirname }] }, style));
  const own: string[] = [];
  if (names.has('__filename')) own.push(`const __filename = ${fileURLToPath}(import.meta.url)${semi}`);
  if (names.has('__dirname')) {
    own.push(
      `const __dirname = ${dirname}(${names.has('__filename') ? '__filename' : `${fileURLToPath}(import.meta.url)`})${semi}`,
    );
  }
  insertTop(context, lines, 1);
  insertTop(context, own, 2);
}

/** Imports come first (order 1), then what is made of them (order 2). */
function insertTop(context: RewriteContext, lines: string[], order: number): void {
  const { edits, facts, source, style } = context;
  const place = afterImports(facts, context.plan, source);
  const text = lines.join(style.eol);
  if (place.before) edits.insertBefore(place.at, text + style.eol, order);
  else edits.insertAfter(place.at, style.eol + text, order);
}

/** A function that tells whether this module was started by node, in every way of starting it. */
function declareMain(context: RewriteContext): void {
  const { plan, style, semi } = context;
  const i = style.indent;
  const resolved = plan.metaDirname ? 'import.meta.filename' : `${plan.names.fileURLToPath}(import.meta.url)`;
  const create = plan.names.createRequire;
  const lines = [
    `function ${plan.names.main}() {`,
    `${i}try {`,
    `${i}${i}return ${create}(import.meta.url).resolve(process.argv[1]) === ${resolved}${semi}`,
    `${i}} catch {`,
    `${i}${i}return false${semi}`,
    `${i}}`,
    '}',
  ];
  const imports: string[] = [];
  if (!plan.createRequire) {
    imports.push(
      importDeclaration({ from: 'node:module', named: [{ imported: 'createRequire', local: create }] }, style),
    );
  }
  if (!plan.metaDirname) {
    imports.push(
      importDeclaration(
        { from: 'node:url', named: [{ imported: 'fileURLToPath', local: plan.names.fileURLToPath }] },
        style,
      ),
    );
  }
  if (imports.length > 0) insertTop(context, imports, 1);
  appendExports(context, [], lines);
}
