import { pathToFileURL } from 'node:url';

/**
 * Imports an ES module from code that may have been turned into CommonJS: jscodeshift sends all that a transform requires
 * through Babel, which rewrites `import()` too and fails at `import.meta`. A function made of text is out of its reach.
 * Nothing that this file imports may be a module of ours.
 * @param path absolute path
 */
export function nativeImport(path: string): Promise<unknown> {
  const load = new Function('url', 'return import(url)') as (url: string) => Promise<unknown>;
  return load(pathToFileURL(path).href);
}
