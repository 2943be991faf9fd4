import { parse } from '@babel/parser';
import path from 'node:path/posix';

/** @typedef {{ names: Set<string>, stars: string[], imports: { source: string, names: string[] }[], error: string | null }} ModuleShape */

/** True when Node loads the file as an ES module. @param {string} file @param {Map<string, string>} files */
export function isModule(file, files) {
  if (file.endsWith('.mjs')) return true;
  if (!/(\.js|\/[^./]+|^[^./]+)$/.test(file)) return false;
  for (let dir = path.dirname(file); ; dir = path.dirname(dir)) {
    const manifest = files.get(path.join(dir, 'package.json'));
    if (manifest) return JSON.parse(manifest).type === 'module';
    if (dir === '.') return false;
  }
}

/** False for a file that was no JavaScript in the first place, which nothing is asked of. @param {string | undefined} text */
function isScript(text) {
  if (text === undefined) return true;
  try {
    parse(text, { sourceType: 'commonjs' });
  } catch {
    return false;
  }
  return true;
}

/** Parses a module and lists what it imports and exports. @param {string} text @returns {ModuleShape} */
function shapeOf(text) {
  /** @type {ModuleShape} */
  const shape = { names: new Set(), stars: [], imports: [], error: null };
  let program;
  try {
    program = parse(text, { sourceType: 'module', plugins: ['importAttributes'] }).program;
  } catch (error) {
    shape.error = error instanceof Error ? error.message : String(error);
    return shape;
  }
  const nameOf = (/** @type {import('@babel/types').Identifier | import('@babel/types').StringLiteral} */ n) =>
    n.type === 'Identifier' ? n.name : n.value;
  for (const node of program.body) {
    if (node.type === 'ImportDeclaration') {
      const names = node.specifiers.flatMap((s) =>
        s.type === 'ImportSpecifier' ? [nameOf(s.imported)] : s.type === 'ImportDefaultSpecifier' ? ['default'] : [],
      );
      shape.imports.push({ source: node.source.value, names });
    } else if (node.type === 'ExportAllDeclaration') {
      shape.stars.push(node.source.value);
      shape.imports.push({ source: node.source.value, names: [] });
    } else if (node.type === 'ExportDefaultDeclaration') {
      shape.names.add('default');
    } else if (node.type === 'ExportNamedDeclaration') {
      const names = node.specifiers.flatMap((s) => (s.type === 'ExportSpecifier' ? [nameOf(s.local)] : []));
      if (node.source) shape.imports.push({ source: node.source.value, names });
      for (const s of node.specifiers)
        shape.names.add(nameOf(/** @type {import('@babel/types').Identifier} */ (s.exported)));
      for (const name of declaredNames(node.declaration)) shape.names.add(name);
    }
  }
  return shape;
}

/** @param {import('@babel/types').Declaration | null | undefined} declaration @returns {string[]} */
function declaredNames(declaration) {
  if (!declaration) return [];
  if (declaration.type === 'VariableDeclaration') return declaration.declarations.flatMap((d) => patternNames(d.id));
  return 'id' in declaration && declaration.id && 'name' in declaration.id ? [String(declaration.id.name)] : [];
}

/** @param {import('@babel/types').Node | null} node @returns {string[]} */
function patternNames(node) {
  if (!node) return [];
  if (node.type === 'Identifier') return [node.name];
  if (node.type === 'ObjectPattern')
    return node.properties.flatMap((p) => patternNames(p.type === 'RestElement' ? p.argument : p.value));
  if (node.type === 'ArrayPattern') return node.elements.flatMap((e) => patternNames(e));
  if (node.type === 'AssignmentPattern') return patternNames(node.left);
  return node.type === 'RestElement' ? patternNames(node.argument) : [];
}

/**
 * Parses and links the modules of a package without running them.
 * @param {Map<string, string>} files @param {Map<string, string>} before files that stand as they did are not looked at
 * @returns {string | null} the first fault
 */
export function linkFault(files, before) {
  /** @type {Map<string, ModuleShape>} */
  const shapes = new Map();
  for (const [file, text] of files) {
    if (isModule(file, files) && before.get(file) !== text && isScript(before.get(file)))
      shapes.set(file, shapeOf(text));
  }
  /** @type {(file: string, name: string, seen?: Set<string>) => boolean} */
  const offers = (file, name, seen = new Set()) => {
    const shape = shapes.get(file);
    if (!shape || seen.has(file)) return shape === undefined;
    if (shape.names.has(name)) return true;
    seen.add(file);
    return (
      name !== 'default' &&
      shape.stars.some((s) => !s.startsWith('.') || offers(path.join(path.dirname(file), s), name, seen))
    );
  };
  for (const [file, shape] of shapes) {
    if (shape.error) return `${file}: ${shape.error}`;
    for (const { source, names } of shape.imports) {
      if (!source.startsWith('.')) continue;
      const target = path.join(path.dirname(file), decodeURIComponent(source));
      if (!files.has(target)) return `${file}: no file ${source}`;
      const missing = names.find((name) => !offers(target, name));
      if (missing !== undefined) return `${file}: ${source} has no export ${missing}`;
    }
  }
  return null;
}
