import type { ExportPlan, NamedExport, Snapshot } from '../decide/plan.js';
import { propertyKey } from './names.js';
import { braces, exportList, MAX_COLUMNS } from './print.js';
import type { RewriteContext } from './transform.js';

/** Adds lines at the end of the file: an export list and whatever stands before it. */
export function appendExports(
  context: RewriteContext,
  names: { local: string; exported: string }[],
  before: string[] = [],
): void {
  const { edits, source, style } = context;
  const lines = [...before, ...(names.length > 0 ? [exportList(names, style)] : [])];
  if (lines.length === 0) return;
  const end = source.trimEnd().length;
  const tail = source.slice(end);
  const gap = style.eol + style.eol;
  edits.insertAfter(end, gap + lines.join(style.eol) + (/[\r\n]/.test(tail) ? '' : style.eol));
}

/**
 * `export const { a, b } = local`: what outside users import by name today, with its value at the end of the load.
 * @param local an expression for the exports
 */
export function snapshotLines(context: RewriteContext, snapshots: Snapshot[], local: string): string[] {
  if (snapshots.length === 0) return [];
  const { style, semi } = context;
  const bound = snapshots.filter((s) => s.isBinding);
  const own = snapshots.filter((s) => !s.isBinding && s.key === s.local);
  const renamed = snapshots.filter((s) => !s.isBinding && s.key !== s.local);
  const lines: string[] = [];
  const take = (start: string, names: string[]): void => {
    const line = `${start}${braces(names, style)} = ${local}${semi}`;
    if (names.length > 0)
      lines.push(line.length > MAX_COLUMNS ? `${start}${braces(names, style, true)} = ${local}${semi}` : line);
  };
  take(
    'export const ',
    own.map((s) => s.key),
  );
  take(
    'const ',
    renamed.map((s) => `${propertyKey(s.key, style)}: ${s.local}`),
  );
  const listed = [...bound, ...renamed].map((s) => ({ local: s.local, exported: s.key }));
  if (listed.length > 0) lines.push(exportList(listed, style));
  return lines;
}

/** The facade of a named module: an object with the members in their old order, as default and for require(). */
export function appendFacade(context: RewriteContext, plan: Extract<ExportPlan, { kind: 'named' }>): void {
  if (!plan.facade) return;
  const { style, semi } = context;
  const isShort = plan.names.length <= 5 && plan.names.every((n) => !n.live);
  const members = plan.names.map((n) => facadeMember(n, style));
  const object = braces(members, style, !isShort);
  if (plan.facade.default && !plan.facade.moduleExports) {
    appendExports(context, [], [`export default ${object}${semi}`]);
    return;
  }
  const local = plan.facadeLocal;
  const names = [
    ...(plan.facade.default ? [{ local, exported: 'default' }] : []),
    { local, exported: 'module.exports' },
  ];
  appendExports(context, names, [`const ${local} = ${object}${semi}`]);
}

/** A live member needs an accessor, so that the facade and the named export stay the same variable. */
function facadeMember(name: NamedExport, style: RewriteContext['style']): string {
  const key = propertyKey(name.key, style);
  if (name.live) {
    const canSet = name.kind === 'let' || name.kind === 'var';
    const getter = `get ${key}() { return ${name.local}; }`;
    return canSet ? `${getter}, set ${key}(value) { ${name.local} = value; }` : getter;
  }
  return key === name.local ? key : `${key}: ${name.local}`;
}
