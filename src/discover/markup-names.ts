import type { Range } from '../range.js';
import type { Page } from './pages.js';

/**
 * Attributes that frameworks run or look up: `ng-controller`, `data-bind`, `v-on:click`, `@click`, `:class`, and all of
 * which HTML knows nothing by their form: `kb-inject`.
 */
const FRAMEWORK = /^(?:data-)?(?:ng|x|v|bind|on)\b|[:@(]|^data-bind$|^(?!aria-|data-|accept-charset|http-equiv)\w+-/;
/** What templates run: `<% … %>`, `{{ a.b() }}`, `${ … }`. */
const TEMPLATE_CODE = /<%([^]*?)%>|\{\{([^]*?)\}\}|\$\{([^}]*)\}/g;
/** Attributes inside the text of a template. */
const TEMPLATE_ATTRIBUTE = /\b(?:on[a-z]+|ng-[\w-]+|data-bind)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/**
 * Names that a page's markup may have looked up as globals: by frameworks in attributes, by template engines, and by
 * the scripts of others, which are told a function's name in their URL (`?callback=init`) or in a `data-` attribute.
 * Only what happens to be the name of a global counts, so more names than needed do no harm.
 */
export function attributeNames(attribute: string, value: string): string[] {
  if (FRAMEWORK.test(attribute)) return wordsOf(value);
  return attribute.startsWith('data-') && /^\s*[\w$.]+\s*(?:\([^)]*\)\s*;?\s*)?$/.test(value) ? wordsOf(value) : [];
}

/** `?callback=init&onload=ready` */
export function namesInUrl(url: string): string[] {
  return [...url.matchAll(/[?&][\w.-]+=([\w$.]+)/g)].flatMap(([, value]) => wordsOf(value!));
}

/** Names in the code of templates, anywhere in a page but in its scripts and in the handlers of its elements. */
export function namesInTemplates({ text, scripts, handlers }: Page): string[] {
  let rest = text;
  const blank = ({ start, end }: Range): void => {
    rest = rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end);
  };
  for (const { kind, code } of scripts) if (kind !== 'data' && code) blank(code);
  for (const { range, code } of handlers) if (!/<%|\{\{|\$\{/.test(code)) blank(range);
  return templateNames(rest);
}

/** Names in the code of a template. */
export function templateNames(text: string): string[] {
  const code = [...text.matchAll(TEMPLATE_CODE)].flatMap(([, run, braces, inString]) =>
    // `{{name}}` is data in every engine; only what it has members of or calls may be a global.
    braces !== undefined
      ? [...braces.matchAll(/([\w$]+)\s*[.([]/g)].map(([, name]) => name!)
      : wordsOf(run ?? inString!),
  );
  const attributes = [...text.matchAll(TEMPLATE_ATTRIBUTE)].flatMap(([, a, b]) => wordsOf(a ?? b!));
  return [...code, ...attributes];
}

export const wordsOf = (text: string): string[] => text.match(/[\w$]+/g) ?? [];
