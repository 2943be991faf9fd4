import type { Page, PageScript } from '../discover/pages.js';
import type { PageItem } from './script-graph.js';

/** A script that must stay classic for where it stands on a page. */
export interface MisplacedScript {
  id: string;
  page: Page;
  element: PageScript;
  rule: string;
  message: string;
  /** It must also run where it stands, so that all before it stay classic too. */
  sync: boolean;
}

/**
 * The scripts of a page that would run at another place among the others, or another number of times, as modules.
 * @param items all scripts, in the order in which they stand
 * @param run the same in the order in which they run
 * @param order the ids of those that may become modules, in the order in which they run
 */
export function misplacedScripts(
  page: Page,
  items: readonly PageItem[],
  run: readonly PageItem[],
  order: readonly string[],
): MisplacedScript[] {
  const found: MisplacedScript[] = [];
  const refuse = (item: PageItem, rule: string, message: string, sync: boolean): void => {
    found.push({ id: item.id!, page, element: item.element, rule, message, sync });
  };
  const firstModule = items.findIndex((i) => i.element.kind === 'module');
  items.forEach((item, i) => {
    if (item.id === null) return;
    if (firstModule >= 0 && i > firstModule)
      refuse(
        item,
        'script-order',
        'A module stands before this classic script on the page: it ran after it and would run before it.',
        true,
      );
    if (item.element.attributes.has('async'))
      refuse(item, 'script-order', 'An async script runs at no fixed place among the others.', false);
    if (item.element.attributes.has('nomodule'))
      refuse(item, 'script-order', 'A nomodule script is for browsers without modules.', false);
    if (order.filter((id) => id === item.id).length > 1)
      refuse(
        item,
        'script-twice',
        'The page loads this script twice: a classic script runs twice, a module once.',
        false,
      );
    if (run.indexOf(item) !== i)
      refuse(item, 'script-order', 'The page mixes deferred scripts with others that stand behind them.', true);
  });
  return found;
}
