import type { ModuleFacts } from '../analyse/facts.js';
import type { TextEdit } from '../analyse/sloppy/text-edits.js';
import { detectStyle } from '../analyse/style.js';
import type { MemberSpread, SpreadSource } from '../decide/interfaces/member-spreads.js';
import { lineEnd } from './lines.js';
import { braces } from './print.js';
import { withComments } from './remove-statement.js';

/**
 * Writes spreads of modules out as names: `{ ...require('./a') }` is `{ one, two }` with `const { one, two } = require('./a')`
 * above it, and `Object.assign(exports, require('./a'))` an assignment for each.
 * @returns edits of the CommonJS text, in text order; none where a comment would be lost
 */
export function openSpreads(
  source: string,
  facts: ModuleFacts,
  { statement, sources, target }: MemberSpread,
): TextEdit[] {
  const replaced = target ? [statement] : sources.map((spread) => spread.range);
  if (replaced.some(({ start, end }) => /\/[/*]/.test(source.slice(start, end)))) return [];
  const style = detectStyle(source);
  const semi = style.semi ? ';' : '';
  const edits: TextEdit[] = [];
  const lines: string[] = [];
  for (const spread of sources) {
    const names = braces(spread.keys, style);
    if (!target) edits.push({ ...spread.range, text: spread.keys.join(', ') });
    const variable = spread.isOnlyUse ? variableOf(source, facts, spread) : null;
    if (variable) edits.push({ ...variable, text: names });
    else {
      const { start, end } = spread.request.argument;
      lines.push(`const ${names} = require(${source.slice(start, end)})${semi}`);
    }
  }
  if (target) {
    const object = source.slice(target.start, target.end);
    const members = sources.flatMap((spread) => spread.keys).map((key) => `${object}.${key} = ${key}${semi}`);
    edits.push({ ...statement, text: members.join(style.eol) });
  }
  const loads = facts.statements.filter((s) => s.isRequire && s.range.end <= statement.start).at(-1);
  const text = lines.join(style.eol);
  if (lines.length > 0 && loads) {
    const at = lineEnd(source, loads.range.end);
    edits.push({ start: at, end: at, text: style.eol + text });
  } else if (lines.length > 0) {
    const at = withComments(source, statement, {}).start;
    edits.push({ start: at, end: at, text: text + style.eol + style.eol });
  }
  return edits.sort((a, b) => a.start - b.start);
}

/** The variable in `const a = require('./a')`. */
function variableOf(
  source: string,
  facts: ModuleFacts,
  { request }: SpreadSource,
): { start: number; end: number } | null {
  if (request.site.kind !== 'declarator') return null;
  const declarator = facts.declarations[request.site.declaration]!.declarators[request.site.index]!;
  const end = declarator.start + request.local!.length;
  return source.slice(declarator.start, end) === request.local ? { start: declarator.start, end } : null;
}
