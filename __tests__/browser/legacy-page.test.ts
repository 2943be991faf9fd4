import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describeInChromium } from './chromium.js';
import { LEGACY_PAGE_SESSION } from './legacy-page-session.js';
import { type Observation, type Recording, record } from './recorder.js';

const PAGE = resolve('examples/legacy-page');

/** The text of the element with this id, without markup; undefined where there is no such element. */
function textOf({ dom }: Observation, id: string): string | undefined {
  return new RegExp(`<(\\w+)[^>]* id="${id}"[^>]*>(.*?)</\\1>`).exec(` ${dom}`)?.[2]?.replace(/<[^>]*>/g, '');
}

describeInChromium('examples/legacy-page with its script tags', (browser) => {
  let recording: Recording;
  const after = (step: string): Observation => {
    const found = recording.observations.find((observation) => observation.step === step);
    if (!found) throw new Error(`No step is called ${step}`);
    return found;
  };

  beforeAll(async () => {
    recording = await record(browser(), PAGE, 'index.html', LEGACY_PAGE_SESSION);
  });

  test('every file is there and nothing comes from elsewhere', () => {
    expect(recording.badRequests).toEqual([]);
  });

  test('the scripts run in the order of their tags, the load handler after all of them', () => {
    expect(after('open').console).toEqual([
      'log: [shop] Brush & Board, prices in EUR',
      'log: [shop] catalogue: 5 products',
      'log: [shop] an empty basket costs 0',
      'log: [shop] journal: 0 order(s)',
      'log: [shop] user interface: 0 item(s) at the start',
      'log: [shop] ready: 5 rows in the catalogue, last message "0 order(s), €0.00"',
    ]);
    expect(after('orders page').console).toEqual([
      'log: [orders] Brush & Board, prices in USD',
      'log: [orders] journal: 2 order(s)',
    ]);
  });

  test.each([
    ['open', '02 Welcome to Brush &amp; Board'],
    ['add a brush', '03 Added: Flat brush'],
    ['the brush is sold out', '04 Sold out: Flat brush'],
    ['check out an empty basket', '04 The basket is empty'],
    ['voucher', '06 Voucher of 50%'],
    ['check out', '08 O-0001 placed after "Checking out 1 item(s), button checkout", Check out'],
    ['two notes', '13 Note 2 of 12 messages'],
    ['an empty note', '13 Note 2 of 12 messages'],
    ['empty with Shift', '15 Would empty 1 item(s)'],
    ['empty', '01 Empty the basket'],
    ['orders page', '01 2 order(s), $27.98'],
    ['forget the orders', '02 Forgotten on click'],
    ['back to the shop', '02 Welcome to Brush &amp; Board'],
  ])('%s: the status line says %s', (step, status) => {
    expect(textOf(after(step), 'status')).toBe(status);
  });

  test.each([
    ['add a brush', '€11.14'],
    ['add an easel: free shipping', '€63.84'],
    ['remove the easel', '€42.10'],
    ['voucher', '€7.60'],
    ['empty', '€0.00'],
  ])('%s: both overrides of the total give %s', (step, total) => {
    expect(textOf(after(step), 'total')).toBe(total);
  });

  test('copied functions still call the original, copied numbers stand still', () => {
    expect(textOf(after('remove the easel'), 'basket')).toBe('1 x Flat brush, €6.24 -2 x Watercolour paper, €15.48 -');
    expect(textOf(after('gift'), 'basket')).toBe(
      '1 x Flat brush, €6.24 (a gift, label 0 of 50) -2 x Watercolour paper, €15.48 (a gift, label 0 of 51) -',
    );
  });

  test('handlers get this and event, and return false cancels', () => {
    expect(textOf(after('help'), 'help-link')).toBe('Close (click)');
    expect(after('help').location).toBe('/index.html');
    expect(after('empty with Shift').location).toBe('/index.html?code=WINTER');
    expect(after('empty').location).toBe('/index.html?code=WINTER#emptied');
  });

  test('the only uncaught error is the one of the unknown voucher', () => {
    const failed = recording.observations.filter(({ errors }) => errors.length > 0);
    expect(failed.map(({ step, errors }) => [step, errors])).toEqual([
      ['unknown voucher', ['Error: Unknown voucher: WINTER']],
    ]);
  });

  test('orders and notes are kept', () => {
    expect(after('orders page').storage).toEqual({
      'legacy-page.notes': '[{"text":"More <b>brushes</b>","done":true},{"text":"Open on Monday","done":false}]',
      'legacy-page.orders':
        '[{"id":"O-0001","date":"2014-06-01","cents":760,"gift":false},' +
        '{"id":"O-0002","date":"2014-06-01","cents":2038,"gift":true}]',
    });
    expect(textOf(after('orders page'), 'orders')).toBe(
      'O-0001 of 2014-06-01: $7.60O-0002 of 2014-06-01: $20.38, a gift',
    );
  });

  test('a second visit with a fresh profile is the same to the last byte', async () => {
    expect(await record(browser(), PAGE, 'index.html', LEGACY_PAGE_SESSION)).toEqual(recording);
  });

  test('a broken copy is not the same', async () => {
    const copy = mkdtempSync(join(tmpdir(), 'legacy-page-'));
    try {
      cpSync(PAGE, copy, { recursive: true });
      rmSync(join(copy, 'js/labels-gift.js'));
      const broken = await record(browser(), copy, 'index.html', [
        { name: 'gift', act: (page) => page.check('#gift') },
      ]);
      expect(broken.badRequests).toEqual(['404: /js/labels-gift.js']);
      expect(broken.observations.map(({ errors }) => errors)).toEqual([
        [],
        ['ReferenceError: GIFT_LABELS is not defined'],
      ]);
    } finally {
      rmSync(copy, { recursive: true });
    }
  });
});
