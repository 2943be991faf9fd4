import { posix } from 'node:path';
import { onlyConfigures, type AmdConfig } from '../analyse/scripts/amd-config.js';
import { readAmd } from '../analyse/scripts/amd-facts.js';
import { isAmdLoader } from './amd-reach.js';
import type { Page, PageScript } from '../discover/pages.js';

/** An AMD program as a page starts it. */
export interface AmdPage {
  page: Page;
  loader: PageScript;
  /** What it starts, with the element that does; the loader's own is `data-main`. */
  entries: { id: string; source: string; isModule: boolean; element: PageScript }[];
  /** What only configures the loader. */
  configs: { id: string; config: AmdConfig; element: PageScript }[];
}

/**
 * Finds the AMD loader of a page and what it starts: `data-main`, inline `require([…])`, files that call it.
 * @param sources texts of the project's own scripts, by path
 * @param textOf the text of any script of the page that is at hand
 * @returns null for a page without a loader; there may be nothing that it starts
 */
export function readAmdPage(
  page: Page,
  sources: ReadonlyMap<string, string>,
  textOf: (path: string) => string | undefined,
): AmdPage | null {
  const scripts = page.scripts.filter((s) => s.kind === 'classic');
  const loader = scripts.find((s) => s.src !== null && isAmdLoader(s, textOf));
  if (!loader) return null;
  const found: AmdPage = { page, loader, entries: [], configs: [] };
  const main = mainOf(page, loader);
  const mainSource = main === null ? undefined : sources.get(main);
  if (main !== null && mainSource !== undefined)
    found.entries.push({ id: main, source: mainSource, isModule: true, element: loader });
  scripts.forEach((element, i) => {
    const { path, code, src } = element;
    const source =
      src === null ? code && page.text.slice(code.start, code.end) : path === null ? null : sources.get(path);
    if (!source || element === loader) return;
    const facts = readAmd(path ?? page.path, source);
    // What stands before the loader can only configure it.
    if (facts === null || (element.element.start < loader.element.start && !onlyConfigures(source))) return;
    const id = path ?? `${page.path}#${i}`;
    if ('rule' in facts || facts.statement) found.entries.push({ id, source, isModule: false, element });
    else if (facts.config) found.configs.push({ id, config: facts.config, element });
  });
  return found;
}

/** The project path of `data-main`, which is relative to the page. */
function mainOf(page: Page, loader: PageScript): string | null {
  const main = loader.attributes.get('data-main')?.value;
  if (main === undefined || /^(?:[a-z]+:|\/)/i.test(main)) return null;
  const path = posix.join(posix.dirname(page.path), main);
  return path.endsWith('.js') ? path : `${path}.js`;
}
