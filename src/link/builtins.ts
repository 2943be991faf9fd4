import { isBuiltin } from 'node:module';

/**
 * The builtin that a specifier loads: `fs`, `node:fs` and `fs/promises` do, `fs/` and `node:nonsense` do not.
 * @returns its name without the `node:` prefix, null when it is no builtin of the running Node
 */
export function builtinName(specifier: string): string | null {
  return isBuiltin(specifier) ? specifier.replace(/^node:/, '') : null;
}

const memo = new Map<string, Set<string>>();

/**
 * The names that `import { n } from 'node:<name>'` may use, without `default` (which every builtin has, and which is what
 * `require()` returns). Node exports the enumerable own keys of the CommonJS value, so what is deprecated or hidden
 * (`zlib.Z_*`, `crypto.createCipher`, `module._stat`) is missing, and importing it by name is a link error.
 * @param name a builtin with or without `node:`; anything else has no names
 */
export function builtinNames(name: string): Set<string> {
  const id = 'node:' + name.replace(/^node:/, '');
  let names = memo.get(id);
  if (!names) memo.set(id, (names = new Set(ownNames(process.getBuiltinModule(id)))));
  return names;
}

function ownNames(value: object | undefined): string[] {
  return value === undefined ? [] : Object.keys(value).filter((key) => key !== 'default');
}
