import type { Step } from './recorder.js';

/** A visit to `examples/legacy-page`, from `index.html`: every handler of both pages runs at least once. */
export const LEGACY_PAGE_SESSION: Step[] = [
  { name: 'help', act: (page) => page.click('#help-link') },
  { name: 'close help', act: (page) => page.click('#help-link') },
  { name: 'search', act: (page) => page.locator('#search').pressSequentially('BRUSH') },
  { name: 'add a brush', act: (page) => page.click('#product-BR-2') },
  { name: 'the brush is sold out', act: (page) => page.click('#product-BR-2') },
  { name: 'in stock only', act: (page) => page.check('#in-stock') },
  {
    name: 'clear the search',
    act: async (page) => {
      await page.fill('#search', '');
      await page.press('#search', 'Backspace');
    },
  },
  { name: 'add an easel: free shipping', act: (page) => page.click('#product-EA-1') },
  { name: 'add paper', act: (page) => page.click('#product-PA-1') },
  { name: 'add paper again', act: (page) => page.click('#product-PA-1') },
  { name: 'remove the easel', act: (page) => page.click('#line-EA-1 button') },
  { name: 'gift', act: (page) => page.check('#gift') },
  {
    name: 'unknown voucher',
    // The handler throws before its `return false`, so the form is sent and the page loads again.
    act: async (page) => {
      await page.fill('#code', 'WINTER');
      await Promise.all([page.waitForURL('**/index.html?code=WINTER'), page.click('#apply')]);
    },
  },
  { name: 'check out an empty basket', act: (page) => page.click('#checkout') },
  { name: 'add a brush after the reload', act: (page) => page.click('#product-BR-1') },
  {
    name: 'voucher',
    act: async (page) => {
      await page.fill('#code', 'HALF');
      await page.press('#code', 'Enter');
    },
  },
  { name: 'check out', act: (page) => page.click('#checkout') },
  {
    name: 'check out a gift',
    act: async (page) => {
      await page.click('#product-PA-1');
      await page.check('#gift');
      await page.click('#checkout');
    },
  },
  {
    name: 'two notes',
    act: async (page) => {
      await page.fill('#note', 'More <b>brushes</b>');
      await page.click('#add-note');
      await page.fill('#note', 'Open on Monday');
      await page.press('#note', 'Enter');
    },
  },
  { name: 'an empty note', act: (page) => page.click('#add-note') },
  { name: 'a note is done', act: (page) => page.click('#notes li:first-child') },
  { name: 'add an easel', act: (page) => page.click('#product-EA-1') },
  { name: 'empty with Shift', act: (page) => page.click('#empty', { modifiers: ['Shift'] }) },
  { name: 'empty', act: (page) => page.click('#empty') },
  {
    name: 'orders page',
    act: (page) => Promise.all([page.waitForURL('**/orders.html'), page.click('#to-orders')]),
  },
  { name: 'forget the orders', act: (page) => page.click('#forget') },
  {
    name: 'back to the shop',
    act: (page) => Promise.all([page.waitForURL('**/index.html'), page.click('#to-shop')]),
  },
];
