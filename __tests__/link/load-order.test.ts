import { evaluationOrder, findSpine, type LoadGraph } from '../../src/link/load-order.js';

/** A graph of modules that all do something when they load. */
const graphOf = (imports: Record<string, string[]>): LoadGraph => ({
  importsOf: (id) => imports[id] ?? [],
  isInline: () => false,
  isPure: () => false,
});

/** The order in which a page runs its modules. */
function order(pages: { page: string; runs: string[][] }[], imports: Record<string, string[]>): Record<string, string> {
  const spine = findSpine(pages, graphOf(imports));
  if ('failing' in spine) return { failing: spine.failing.join() };
  const importsOf = (id: string): string[] => [...(spine.before.get(id) ?? []), ...(imports[id] ?? [])];
  return Object.fromEntries(
    pages.map(({ page }) => [page, evaluationOrder(spine.entries.get(page)!.flat(), importsOf).join(' ')]),
  );
}

describe('findSpine', () => {
  test('needs no imports for the order where the entry names the modules', () => {
    const spine = findSpine([{ page: 'p', runs: [['a', 'b', 'c']] }], graphOf({}));
    expect(spine).toEqual({
      before: new Map([
        ['a', []],
        ['b', []],
        ['c', []],
      ]),
      entries: new Map([['p', [['a', 'b', 'c']]]]),
    });
  });

  test('a module that imports a later one runs before it, and what stands between them too', () => {
    const pages = [{ page: 'p', runs: [['basket', 'notes', 'ui']] }];
    expect(order(pages, { basket: ['ui'], ui: ['basket'] })).toEqual({ p: 'basket notes ui' });
  });

  test('so it is where another page has only what stands between them', () => {
    const pages = [
      { page: 'shop', runs: [['helpers', 'basket', 'ledger', 'ui', 'start']] },
      { page: 'orders', runs: [['helpers', 'ledger', 'orders']] },
    ];
    expect(order(pages, { basket: ['ui'], ui: ['basket'] })).toEqual({
      shop: 'helpers basket ledger ui start',
      orders: 'helpers ledger orders',
    });
  });

  test('pages that load the same modules in another order cannot both be right', () => {
    const pages = [
      { page: 'p', runs: [['a', 'b']] },
      { page: 'q', runs: [['b', 'a']] },
    ];
    expect(order(pages, { a: ['b'] })).toEqual({ failing: 'p' });
  });
});
