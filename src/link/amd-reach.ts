import { posix } from 'node:path';
import type * as t from '@babel/types';
import { parse } from '../analyse/parse.js';
import { childNodes, type Node } from '../analyse/tree.js';
import type { PageScript } from '../discover/pages.js';

/** Where the names of a program are looked up. */
export interface AmdNames {
  /** The folder of the page. */
  folder: string;
  /** The folder of what `data-main` names; that of the page where there is none. */
  base: string;
}

/**
 * The project files that an AMD loader may load on its own: each string of what it starts, and of what that loads, may
 * name one by the rules of RequireJS (`baseUrl`, `paths`, plugins). More files than it loads do no harm.
 * @param entries texts of what the page starts, with the path of the file; the page's own path for inline scripts
 * @param sources project files by path
 */
export function reachedByLoader(
  entries: readonly { path: string; source: string }[],
  { folder, base }: AmdNames,
  sources: ReadonlyMap<string, string>,
): Set<string> {
  const reached = new Set<string>();
  const folders = new Set([base, folder]);
  const paths = new Map<string, string>();
  const work = [...entries];
  const waiting: { from: string; id: string }[] = [];
  const find = ({ from, id }: (typeof waiting)[number]): void => {
    const prefix = [...paths.keys()].find((p) => id === p || id.startsWith(`${p}/`));
    const mapped = prefix === undefined ? [id] : [id, paths.get(prefix)! + id.slice(prefix.length)];
    for (const start of [...folders, posix.dirname(from)]) {
      for (const end of mapped) {
        const path = posix.join(start, end);
        for (const file of [path, `${path}.js`]) {
          const source = sources.get(file);
          if (source === undefined || reached.has(file)) continue;
          reached.add(file);
          work.push({ path: file, source });
        }
      }
    }
  };
  for (let next = work.pop(); next; next = work.pop()) {
    const { path, source } = next;
    const strings = stringsIn(source);
    const known = folders.size + paths.size;
    // `text!page.html`: the plugin, too.
    const named = strings.flatMap(({ value }) => value.split('!').map((id) => ({ from: path, id })));
    waiting.push(...named);
    for (const { key, value } of strings) {
      if (key === 'baseUrl') folders.add(posix.join(folder, value));
      else if (key !== null) paths.set(key, value);
    }
    // What a configuration says counts for what was read before it, too.
    (folders.size + paths.size === known ? named : waiting.slice()).forEach(find);
  }
  return reached;
}

/** All strings of a text that may be a path, with the key of the property that they are the value of. */
function stringsIn(source: string): { key: string | null; value: string }[] {
  const parsed = parse(source, 'script.js');
  if ('message' in parsed) return [];
  const found: { key: string | null; value: string }[] = [];
  const visit = (node: Node, key: string | null): void => {
    if (node.type === 'StringLiteral' && /^[\w@$./!-]+$/.test(node.value)) found.push({ key, value: node.value });
    for (const child of childNodes(node))
      visit(child, node.type === 'ObjectProperty' && child === node.value ? keyOf(node) : null);
  };
  visit(parsed.program.program, null);
  return found;
}

const keyOf = ({ key }: t.ObjectProperty): string | null =>
  key.type === 'Identifier' ? key.name : key.type === 'StringLiteral' ? key.value : null;

/** Whether a script makes the function `define` of AMD. */
export const definesAmd = (text: string): boolean => /\bdefine\.amd\s*=(?!=)/.test(text);

/** A script with `data-main`, or that defines `define.amd`; of one whose text is not at hand, the name of the best known loader. */
export function isAmdLoader(
  { path, src, attributes }: PageScript,
  textOf: (path: string) => string | undefined,
): boolean {
  if (attributes.has('data-main')) return true;
  const text = path === null ? undefined : textOf(path);
  return text === undefined ? /\brequire(?:js)?\b[^/]*\.js(?:[?#]|$)/.test(src!) : definesAmd(text);
}
