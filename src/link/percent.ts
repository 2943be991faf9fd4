import { posix } from 'node:path';

/**
 * Writes a path so that it names the same file as an `import` specifier: import specifiers are URLs, where `#` and `?` end
 * the path and `%` starts an escape. Everything else, spaces included, is left as it stands.
 */
export function encodeSpecifier(path: string): string {
  return path.replace(/[%#?]/g, (character) => '%' + character.charCodeAt(0).toString(16).toUpperCase());
}

/**
 * The inverse of {@link encodeSpecifier} for a relative `import` specifier: drops the query and the fragment and decodes
 * the escapes, as Node does when it turns a file URL into a path.
 * @returns null for what no file can be named by: a malformed escape or an encoded slash.
 */
export function decodeSpecifier(specifier: string): string | null {
  const path = specifier.replace(/[?#].*$/s, '');
  if (/%2f|%5c/i.test(path)) return null;
  try {
    return decodeURIComponent(path);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

/**
 * The path by which one project file names another, as `require()` takes it: `./x.js`, `../y/index.js`.
 * @param fromFile project-relative path of the file that names the other
 * @param toFile project-relative path of the other
 */
export function relativePath(fromFile: string, toFile: string): string {
  const relative = posix.relative(posix.dirname(fromFile), toFile);
  return relative.startsWith('../') ? relative : './' + relative;
}

/** The same as an import specifier: percent-encoded where needed. */
export function relativeSpecifier(fromFile: string, toFile: string): string {
  return encodeSpecifier(relativePath(fromFile, toFile));
}
