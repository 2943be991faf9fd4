import { posix } from 'node:path';
import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import type { Range } from '../range.js';
import { attributeNames, namesInTemplates, namesInUrl } from './markup-names.js';

/** One `<script>` element of a page, in document order. */
export interface PageScript {
  /** `classic`: runs as a script; `module`: an ES module; `data`: templates, JSON and whatever browsers don't run. */
  kind: 'classic' | 'module' | 'data';
  /** The `src` as written; null: inline. */
  src: string | null;
  /** The project path that `src` names; null for inline scripts and for other hosts. */
  path: string | null;
  /** The code of an inline script. */
  code: Range | null;
  /** The whole element. */
  element: Range;
  /** Its start tag. */
  startTag: Range;
  /** Ranges of its attributes (`name="value"`) by lower-case name. */
  attributes: Map<string, { value: string; range: Range }>;
  /** True when other content follows it in the body: it ran before that content was there. */
  beforeContent: boolean;
}

/** Code that stands in an attribute: `onclick="…"` or `href="javascript:…"`. */
export interface PageCode {
  attribute: string;
  code: string;
  range: Range;
  element: {
    tag: string;
    id: string | null;
    /** A form is around it: its fields are in scope. */
    inForm: boolean;
    /** Part of a template: no element of the page. */
    inTemplate: boolean;
  };
}

/** A page as the scripts see it. Offsets are UTF-16 offsets into its text. */
export interface Page {
  path: string;
  text: string;
  scripts: PageScript[];
  handlers: PageCode[];
  /** Ids and names of elements: browsers make globals of them. */
  ids: string[];
  /** Names that frameworks, template engines and scripts of others may look up as globals. */
  names: Set<string>;
  /** How many elements have an id. */
  idCount: Map<string, number>;
}

/** MIME types that run as classic scripts (HTML, "JavaScript MIME type"); an empty or missing type does too. */
const SCRIPT_TYPE =
  /^(?:(?:text|application)\/(?:x-)?(?:java|ecma)script|text\/(?:javascript1\.[0-5]|jscript|livescript))?$/i;

/**
 * Reads the scripts of a page in document order, its inline handlers and its ids.
 * @param path of the page, relative to the project root
 * @param text exactly as read
 */
export function readPage(path: string, text: string): Page {
  const page: Page = { path, text, scripts: [], handlers: [], ids: [], names: new Set(), idCount: new Map() };
  const document = parse(text, { sourceCodeLocationInfo: true });
  let base = posix.dirname(path);
  const content: number[] = [];
  visit(document, (element) => {
    const location = element.sourceCodeLocation;
    if (!location) return;
    const attributes = new Map<string, { value: string; range: Range }>();
    for (const { name, value } of element.attrs) {
      const at = location.attrs?.[name];
      if (at) attributes.set(name, { value, range: { start: at.startOffset, end: at.endOffset } });
      const isUrl = /^\s*javascript:/i.test(value);
      if (at && (isUrl || /^on[a-z]+$/.test(name))) {
        const code = isUrl ? value.replace(/^\s*javascript:/i, '') : value;
        page.handlers.push({ attribute: name, code, range: range(at), element: elementOf(element) });
      }
      if (name === 'id' || name === 'name') page.ids.push(value);
      if (name === 'id') page.idCount.set(value, (page.idCount.get(value) ?? 0) + 1);
      const isLink = name === 'src' || name === 'href';
      for (const word of isLink ? namesInUrl(value) : attributeNames(name, value)) page.names.add(word);
    }
    if (element.tagName === 'base' && attributes.get('href'))
      base = resolveUrl(base, attributes.get('href')!.value) ?? base;
    if (element.tagName !== 'script') {
      if (!/^(?:html|head|body|meta|link|title|style|noscript|base|br)$/.test(element.tagName))
        content.push(location.startOffset);
      return;
    }
    const inline = element.childNodes[0];
    const codeAt = inline?.nodeName === '#text' ? inline.sourceCodeLocation : null;
    const src = attributes.get('src')?.value ?? null;
    page.scripts.push({
      kind: kindOf(attributes),
      src,
      path: src === null ? null : resolveUrl(base, src),
      code: src === null && codeAt ? range(codeAt) : null,
      element: range(location),
      startTag: location.startTag ? range(location.startTag) : range(location),
      attributes,
      beforeContent: false,
    });
  });
  for (const word of namesInTemplates(page)) page.names.add(word);
  const last = Math.max(-1, ...content);
  for (const script of page.scripts) script.beforeContent = script.element.start < last;
  return page;
}

function elementOf(element: Tree.Element): PageCode['element'] {
  const around: Tree.ParentNode[] = [];
  for (let at: Tree.ParentNode | null = element; at; at = 'parentNode' in at ? at.parentNode : null) around.push(at);
  const id = element.attrs.find((a) => a.name === 'id')?.value ?? null;
  const inForm = element.attrs.some((a) => a.name === 'form') || around.some((n) => n.nodeName === 'form');
  return { tag: element.tagName, id, inForm, inTemplate: around.at(-1)!.nodeName !== '#document' };
}

function kindOf(attributes: PageScript['attributes']): PageScript['kind'] {
  const type = attributes.get('type')?.value.trim() ?? '';
  if (type.toLowerCase() === 'module') return 'module';
  const language = attributes.has('type') ? '' : (attributes.get('language')?.value ?? '');
  return SCRIPT_TYPE.test(type) && (language === '' || /^(?:java|ecma|j|live)script/i.test(language))
    ? 'classic'
    : 'data';
}

/** The project path of a relative URL; null for other hosts and for what leaves the project. An absolute path is not known to be the root's. */
function resolveUrl(base: string, url: string): string | null {
  if (/^(?:[a-z][a-z0-9+.-]*:|\/)/i.test(url)) return null;
  let path: string;
  try {
    path = decodeURIComponent(url.replace(/[?#].*$/, ''));
  } catch {
    return null;
  }
  const resolved = posix.normalize(posix.join(base, path));
  return resolved.startsWith('../') ? null : resolved.replace(/^\.\//, '');
}

const range = (at: { startOffset: number; endOffset: number }): Range => ({ start: at.startOffset, end: at.endOffset });

function visit(node: Tree.Node, enter: (element: Tree.Element) => void): void {
  if ('tagName' in node) enter(node);
  if ('content' in node) visit(node.content, enter);
  if ('childNodes' in node) for (const child of node.childNodes) visit(child, enter);
}
