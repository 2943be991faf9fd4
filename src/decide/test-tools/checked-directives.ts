import type { Graph } from '../../link/graph.js';
import { listsFolder } from '../paths/folder-listing.js';

/** A directive with its quotes, in a string or a regular expression: `'\'use strict\'\n'`, `/^"use strict"/`. */
const quotedDirective = /(?:[`"'\\^/]["']|\["']["']\])use strict/;
const readsFiles = /\b(?:readFile|readSync|openSync|createReadStream)/;

/**
 * The packages (by index) with a test that lists the scripts, reads them and looks for 'use strict': it asks for a
 * directive that an ES module does not need.
 */
export function packagesWithCheckedDirectives(graph: Graph, sources: ReadonlyMap<string, string>): Set<number> {
  const found = new Set<number>();
  for (const { path, file } of graph.modules.values()) {
    const source = sources.get(path) ?? '';
    if (!file.roles.includes('test') || !source.includes('use strict')) continue;
    const looksForIt = quotedDirective.test(source) && source.includes('.js') && readsFiles.test(source);
    if (looksForIt && listsFolder(source)) found.add(file.package);
  }
  return found;
}
