import type { PageCode } from '../../discover/pages.js';
import type { Style } from '../../analyse/style.js';

/** One handler on its way from an attribute into a module. */
export interface Wiring {
  handler: PageCode;
  statements: string[];
  /** The value of the attribute that finds the element (`data-onclick="save"`); null where its id or nothing is needed. */
  mark: string | null;
}

/** Attributes of `<body>` that set handlers of the window (HTML, "Window-reflecting body element event handler set"). */
const OF_WINDOW =
  /^on(?:afterprint|beforeprint|beforeunload|blur|focus|hashchange|languagechange|load|message|offline|online|pagehide|pageshow|popstate|resize|scroll|storage|unload)$/;

export const isOfWindow = ({ attribute, element }: PageCode): boolean =>
  element.tag === 'body' && OF_WINDOW.test(attribute);

/**
 * The text of a script that sets the handlers, as properties: so `this`, `event`, `return false` and later writes to the
 * same property mean what they meant in the attribute.
 */
export function handlerScript(wirings: readonly Wiring[], style: Style): string {
  const { quote: q, indent, eol } = style;
  const end = style.semi ? ';' : '';
  const blocks: string[] = [];
  const marked = new Set<string>();
  for (const { handler, statements, mark } of wirings) {
    const { attribute, element } = handler;
    const body = (pad: string): string[] => statements.map((s) => `${pad}${indent}${/[;}]$/.test(s) ? s : s + end}`);
    const set = (target: string, pad: string): string =>
      [`${pad}${target}.${attribute} = function (event) {`, ...body(pad), `${pad}}${end}`].join(eol);
    if (isOfWindow(handler)) blocks.push(set('window', ''));
    else if (mark === null) {
      blocks.push(set(element.tag === 'body' ? 'document.body' : `document.getElementById(${q}${element.id}${q})`, ''));
    } else {
      const selector = `[data-${attribute}="${mark}"]`;
      if (marked.has(selector)) continue;
      marked.add(selector);
      const list = `document.querySelectorAll('${selector}')`;
      blocks.push([`for (const element of ${list}) {`, set('element', indent), '}'].join(eol));
    }
  }
  return `${blocks.join(eol + eol)}${eol}`;
}
