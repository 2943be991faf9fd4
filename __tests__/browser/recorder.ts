import type { Browser, Page, Request } from 'playwright-core';
import { serveFolder } from './static-server.js';

/** One thing a user does. */
export interface Step {
  name: string;
  act: (page: Page) => Promise<unknown>;
}

/** What can be observed from outside after a step. `console` and `errors` hold what came since the step before. */
export interface Observation {
  step: string;
  /** Path and hash, without the origin. */
  location: string;
  dom: string;
  /** Value, checkedness and focus of the fields, which the markup doesn't tell. */
  fields: string[];
  /** `<type>: <text>`, in order. */
  console: string[];
  /** Uncaught errors and rejections. */
  errors: string[];
  storage: Record<string, string>;
}

/** A whole session. */
export interface Recording {
  observations: Observation[];
  /** Requests to another server, failed requests and responses that are no success; sorted. */
  badRequests: string[];
}

// Source text, because the compiler's `lib` has no DOM. How a page is wired (script elements, handler attributes) may
// change and is left out, with the blank text around it; what it shows may not.
const OBSERVE = `(() => {
  const root = document.documentElement.cloneNode(true);
  for (const script of root.querySelectorAll('script')) script.remove();
  for (const element of root.querySelectorAll('*'))
    for (const name of element.getAttributeNames()) if (/^on/.test(name)) element.removeAttribute(name);
  root.normalize();
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const blank = [];
  while (texts.nextNode()) if (!texts.currentNode.data.trim()) blank.push(texts.currentNode);
  for (const text of blank) text.remove();
  const fields = [...document.querySelectorAll('input, textarea, select')].map((field) =>
    field.id + '=' + JSON.stringify(field.value) + (field.checked ? ' checked' : '') +
      (field === document.activeElement ? ' focus' : ''));
  const storage = Object.fromEntries(Object.entries(localStorage).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { location: location.pathname + location.search + location.hash, dom: root.outerHTML, fields, storage };
})()`;

/** Lets the tasks that are already queued in the page run. */
const SETTLE = 'new Promise((settled) => setTimeout(settled, 0))';

/**
 * Serves a folder, opens one of its pages in a fresh browser profile at a fixed date, does the steps and writes down
 * what is seen after each. The first observation, `open`, is made when the page has loaded.
 */
export async function record(browser: Browser, root: string, path: string, steps: Step[]): Promise<Recording> {
  const server = await serveFolder(root);
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'UTC' });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    await page.clock.setFixedTime('2014-06-01T10:00:00Z');
    const heard = listen(page, server.origin);
    const open: Step = { name: 'open', act: () => page.goto(`${server.origin}/${path}`) };
    const observations: Observation[] = [];
    for (const { name, act } of [open, ...steps]) {
      await act(page);
      await page.evaluate(SETTLE);
      const seen = (await page.evaluate(OBSERVE)) as Pick<Observation, 'location' | 'dom' | 'fields' | 'storage'>;
      observations.push({ step: name, ...seen, console: heard.console.splice(0), errors: heard.errors.splice(0) });
    }
    return { observations, badRequests: heard.badRequests.sort() };
  } finally {
    await context.close();
    await server.close();
  }
}

/** Collects what a page says by itself. */
function listen(page: Page, origin: string): Record<'console' | 'errors' | 'badRequests', string[]> {
  const heard: ReturnType<typeof listen> = { console: [], errors: [], badRequests: [] };
  const isOurs = (url: string): boolean => url.startsWith(`${origin}/`) || url.startsWith('data:');
  page.on('console', (message) => heard.console.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => heard.errors.push(`${error.name}: ${error.message}`));
  page.on('request', (request) => {
    if (!isOurs(request.url())) heard.badRequests.push(`elsewhere: ${request.url()}`);
  });
  const answered = new Set<Request>();
  page.on('response', (response) => {
    answered.add(response.request());
    if (response.status() >= 400) heard.badRequests.push(`${response.status()}: ${response.url().replace(origin, '')}`);
  });
  // A classic script that is answered with 404 is reported as failed too; once is enough.
  page.on('requestfailed', (request) => {
    if (!answered.has(request)) heard.badRequests.push(`failed: ${request.url().replace(origin, '')}`);
  });
  return heard;
}
