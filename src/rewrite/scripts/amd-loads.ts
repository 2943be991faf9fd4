import { rangeOf } from '../../analyse/ranges.js';
import type { AmdLoad } from '../../analyse/scripts/amd-requests.js';
import type { AmdModule, AmdProgram } from '../../decide/scripts/amd.js';
import { relativeSpecifier } from '../../link/percent.js';
import type { Edits } from '../edits.js';
import { indentationAt } from '../lines.js';
import type { Style } from '../../analyse/style.js';

/**
 * `require(['a'], function (A) {…})` in a function -> `import('./a.js').then(function ({ a: A }) {…})`; several modules
 * are waited for together, libraries are read as globals.
 * @param from.outdent by how much the lines around it move to the left
 */
export function importLater(
  edits: Edits,
  load: AmdLoad,
  targets: AmdModule['loads'][number],
  from: { path: string; program: AmdProgram; style: Style; outdent: number },
): void {
  const { path, program, style, outdent } = from;
  const { quote } = style;
  const parts: { value: string; param: string | null }[] = [];
  const constants: string[] = [];
  for (const { target, local } of targets) {
    if (target.kind === 'module') {
      const name = program.modules.get(target.path)!.exportName;
      const param = local === null ? null : local === name ? `{ ${name} }` : `{ ${name}: ${local} }`;
      parts.push({ value: `import(${quote}${relativeSpecifier(path, target.path)}${quote})`, param });
    } else if (target.kind === 'text') parts.push({ value: fetched(path, target.path, style), param: local });
    else if (target.kind === 'vendor' && local !== null && target.global !== local)
      constants.push(`const ${local} = globalThis.${target.global}${style.semi ? ';' : ''}`);
  }
  const [only, ...others] = parts;
  const { call, callback } = load;
  const promise = !only
    ? 'Promise.resolve()'
    : others.length === 0
      ? only.value
      : `Promise.all([${parts.map((p) => p.value).join(', ')}])`;
  if (!callback) return edits.replace(rangeOf(call), promise);
  const isNamed = parts.some((p) => p.param !== null);
  const named = parts.slice(0, parts.findLastIndex((p) => p.param !== null) + 1).map((p) => p.param ?? '');
  const params = !isNamed ? '' : others.length === 0 ? only!.param! : `[${named.join(', ')}]`;
  edits.replace({ start: call.start!, end: callback.start! }, `${promise}.then(`);
  const open = edits.source.indexOf('(', callback.start!);
  const close = edits.source.lastIndexOf(')', edits.source.lastIndexOf('{', callback.body.start!));
  const isBare = callback.type === 'ArrowFunctionExpression' && edits.source[callback.start!] !== '(';
  if (isBare) edits.replace(rangeOf(callback.params[0]!), `(${params})`);
  else edits.replace({ start: open + 1, end: close }, params);
  if (constants.length === 0 || callback.body.type !== 'BlockStatement') return;
  const first = callback.body.body[0];
  const next = style.eol + indentationAt(edits.source, (first ?? call).start!).slice(outdent);
  edits.insertAfter(callback.body.start! + 1, constants.map((line) => next + line).join(''), 1);
}

/** The text of a file, as the address of the module finds it. */
export function fetched(path: string, file: string, { quote }: Style): string {
  const url = `new URL(${quote}${relativeSpecifier(path, file)}${quote}, import.meta.url)`;
  return `fetch(${url}).then((response) => response.text())`;
}
