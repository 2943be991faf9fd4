import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const DEBIAN_CHROMIUM = '/usr/bin/chromium';

/** No graphics, and no network traffic of the browser's own. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * The browser to test in: CHROMIUM_PATH, else Debian's; undefined where none is installed.
 * @throws {Error} CHROMIUM_PATH names no file: somebody asked for a browser, so the tests must not be skipped.
 */
export function findChromium(): string | undefined {
  const asked = process.env['CHROMIUM_PATH'];
  if (asked && !existsSync(asked)) throw new Error(`CHROMIUM_PATH names no file: ${asked}`);
  return asked || (existsSync(DEBIAN_CHROMIUM) ? DEBIAN_CHROMIUM : undefined);
}

/** A `describe` whose tests get a running browser. It is skipped, and says why, where no browser is installed. */
export function describeInChromium(title: string, body: (browser: () => Browser) => void): void {
  const executablePath = findChromium();
  if (!executablePath) {
    const reason = `skipped: no ${DEBIAN_CHROMIUM}; install chromium or set CHROMIUM_PATH`;
    process.stderr.write(`${title}: ${reason}\n`);
    describe.skip(`${title} (${reason})`, () => body(noBrowser));
    return;
  }
  describe(title, () => {
    let browser: Browser | undefined;
    beforeAll(async () => {
      browser = await chromium.launch({ executablePath, args: FLAGS });
    });
    afterAll(() => browser?.close());
    body(() => browser ?? noBrowser());
  });
}

function noBrowser(): never {
  throw new Error('The browser is not running');
}
