import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { Project } from './project.js';

const testFolder = /(^|\/)(tests?|specs?|__tests__|fixtures?|test-?data)\//i;

/** What a page loads by its tags: `src` of scripts, and the program that an AMD loader is given. */
const loads = /<script\b[^>]*?\s(?:src|data-main)\s*=\s*["']?([^"'\s>]+)/gi;

/**
 * Pages that are data of tests: saved pages that a parser is tried on, expected output. They lie below a test folder of a
 * package for Node, and none of their script elements names a script of the project by a relative URL.
 */
export function dataPages({ root, files, packages }: Project): Set<string> {
  const known = new Set(files.map(({ path }) => path));
  const isLoaded = (from: string, url: string): boolean => {
    if (/^([a-z][a-z0-9+.-]*:|\/)/i.test(url)) return false;
    const path = posix.join(posix.dirname(from), url.replace(/[?#].*$/, ''));
    return known.has(path) || known.has(`${path}.js`);
  };
  const data = files.filter(({ path, kind, package: scope }) => {
    if (kind !== 'html' || packages[scope]!.missing || !testFolder.test(path)) return false;
    const text = readFileSync(join(root, path), 'utf8');
    return ![...text.matchAll(loads)].some(([, url]) => isLoaded(path, url!));
  });
  return new Set(data.map(({ path }) => path));
}
