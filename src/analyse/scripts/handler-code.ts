import { isElementProperty } from './element-properties.js';
import { parse } from '../parse.js';
import { readScript } from './script.js';

/** What one inline handler says. */
export interface HandlerCode {
  /** Its statements as written, in order. */
  statements: string[];
  /** Names that it does not declare itself. */
  names: string[];
}

/**
 * Reads the code of an attribute as the body of a function of a module.
 * @param fields ids and names of the page: a form around the element has some of them as properties
 * @returns why no such function does the same
 */
export function readHandlerCode(
  code: string,
  element: { tag: string; inForm: boolean },
  fields: readonly string[],
): HandlerCode | string {
  const script = readScript('handler', 'handler', 0, `void function (event) {\n${code}\n};`);
  if ('message' in script) return 'it is no code that parses';
  if (script.moduleErrors.length > 0 || script.sloppy.some((f) => f.keeps || f.kind === 'plain-this'))
    return 'strict mode changes what it does';
  const names = [...script.scopes.free.keys()];
  const inScope = names.find(
    (name) => isElementProperty(name, element.tag, element.inForm) || (element.inForm && fields.includes(name)),
  );
  if (inScope !== undefined) return `\`${inScope}\` may mean a property of the element, its form or the document`;
  const parsed = parse(code, 'script.js');
  if ('message' in parsed) return 'it is no code that parses';
  const { body, directives } = parsed.program.program;
  if (directives.length > 0) return 'strict mode changes what it does';
  const isWhole = /\/[/*]/.test(code);
  const statements = isWhole ? [code.trim()] : body.map((s) => code.slice(s.start!, s.end!));
  return { statements: statements.filter((s) => s !== ';'), names };
}
