import type { DeclarationFacts, RequestFacts } from '../analyse/facts.js';
import type { Range } from '../range.js';
import type { RequestPlan } from '../decide/plan.js';
import { declaratorComments, withoutDeclarators } from './declarators.js';
import { goneAliases } from './export-aliases.js';
import { mixedDeclaration } from './import-block.js';
import { afterImports, importPlace, insertLines } from './insertion.js';
import { indentationAt } from './lines.js';
import { quoteAt, stringLiteral } from './names.js';
import { importDeclaration } from './print.js';
import { isReexported } from './reexport.js';
import { risingImports, risingOrder } from './rising-imports.js';
import { styleWith } from '../analyse/style.js';
import type { RewriteContext } from './transform.js';

/** Turns the requires that the plan hoists into import declarations, in the order of the requires. */
export function rewriteRequests(context: RewriteContext): void {
  const { facts, plan, edits } = context;
  const reexported = plan.exports.kind === 'reexport' ? plan.exports.request : -1;
  const written = new Set<number>();
  for (const request of facts.requests) {
    const planned = plan.requests[request.id]!;
    if (planned.form === 'import()') edits.replace(request.range, planned.replacement!);
    if (planned.form !== 'static' || request.id === reexported || isReexported(plan, request.id)) continue;
    const { site } = request;
    const mixed = mixedDeclaration(facts, plan, request.statement);
    if (site.kind === 'statement') {
      const isTop = facts.statements[request.statement]?.range.start === site.range.start;
      if (isTop && rises(context, request.statement)) {
        edits.removeStatement(site.range, { keepComments: true });
        insertRising(context, request.statement, [importText(context, planned, request)]);
      } else if (isTop) edits.replace(site.range, importText(context, planned, request));
      else {
        edits.removeStatement(site.range, { keepComments: true });
        insertImport(context, planned, request);
      }
    } else if (site.kind === 'declaration') edits.replace(request.range, importText(context, planned, request));
    else if (site.kind === 'declarator') {
      if (written.has(site.declaration)) continue;
      written.add(site.declaration);
      rewriteDeclaration(context, facts.declarations[site.declaration]!, requestsOf(context, site.declaration));
    } else {
      replaceExpression(context, planned, request);
      // The imports of a declaration are written with it, in the order of its requests.
      if (planned.sharedWith === null && mixed === null) insertImport(context, planned, request);
    }
  }
}

/** The hoisted requests that a declaration binds, and where it stands at the top level all others in it. */
function requestsOf({ facts, plan }: RewriteContext, declaration: number): RequestFacts[] {
  const own = facts.declarations[declaration]!;
  const isMixed = own === mixedDeclaration(facts, plan, own.statement);
  return facts.requests.filter((request) => {
    if (plan.requests[request.id]!.form !== 'static' || isReexported(plan, request.id)) return false;
    if (request.site.kind === 'declarator') return request.site.declaration === declaration;
    return isMixed && request.statement === own.statement && request.site.kind !== 'statement';
  });
}

/**
 * A destructuring pattern whose names become the import's names keeps its layout and its comments: only `key: local`
 * changes to `key as local`. Null where the import is of another form.
 */
function patternAsSpecifiers(source: string, planned: RequestPlan, request: RequestFacts): string | null {
  const pattern = request.site.kind === 'declarator' ? request.site.pattern : null;
  if (!pattern?.plain || planned.named.length !== pattern.plain.length) return null;
  if (planned.default !== null || planned.namespace !== null || planned.replacement !== null) return null;
  let text = '';
  let at = pattern.range.start;
  for (const { range, keyRange, localRange } of pattern.plain) {
    text += source.slice(at, range.start);
    const isShorthand = keyRange.start === localRange.start;
    const key = source.slice(keyRange.start, keyRange.end);
    text += isShorthand ? key : `${key} as ${source.slice(localRange.start, localRange.end)}`;
    at = range.end;
  }
  return text + source.slice(at, pattern.range.end);
}

/** The new import ends as the statement that it comes from does: with a semicolon or without. */
function importText({ style, facts, source }: RewriteContext, planned: RequestPlan, request: RequestFacts): string {
  const statement = facts.statements[request.statement]?.range;
  const semi = statement
    ? source[statement.end - 1] === ';' || (style.semi && source[statement.end - 1] === '}')
    : style.semi;
  const from = planned.specifier ?? facts.requests[request.id]!.specifier!;
  const quote = quoteAt(source, request.argument.start, style);
  const specifiers = patternAsSpecifiers(source, planned, request);
  if (specifiers !== null) return `import ${specifiers} from ${stringLiteral(from, { quote })}${semi ? ';' : ''}`;
  return importDeclaration(
    {
      from,
      ...(planned.default === null ? {} : { default: planned.default }),
      ...(planned.namespace === null ? {} : { namespace: planned.namespace }),
      named: planned.named,
      ...(planned.json ? { attributes: { type: 'json' } } : {}),
    },
    styleWith(style, { quote, semi }),
  );
}

/** Puts an import among the imports, for a request that stands inside other code. */
function insertImport(context: RewriteContext, planned: RequestPlan, request: RequestFacts): void {
  const { facts, source } = context;
  const place = importPlace(facts, context.plan, source, request.statement);
  const text = importText(context, planned, request);
  if (place.mixed) context.edits.insertBefore(place.at, text + context.style.eol);
  else insertLines(context, place, [text], place.order);
}

function rises({ facts, plan, source }: RewriteContext, statement: number): boolean {
  return risingImports(facts, plan, source).has(statement);
}

/** Puts the imports of a statement below other code behind those at the top. */
function insertRising(context: RewriteContext, statement: number, lines: string[]): void {
  const { facts, plan, source } = context;
  if (lines.length > 0) insertLines(context, afterImports(facts, plan, source), lines, risingOrder(facts, statement));
}

function replaceExpression({ edits, source }: RewriteContext, planned: RequestPlan, request: RequestFacts): void {
  const member = planned.members > 0 ? request.uses[0]?.member : null;
  const { start, end } = member ?? request.range;
  const name = planned.replacement!;
  // `{ json: require('./json') }` is `{ json }` with an import of that name.
  const key = /[{,]\s*([\w$]+)\s*:\s*$/.exec(source.slice(Math.max(0, start - 200), start));
  const isProperty = key?.[1] === name && /^\s*[,}]/.test(source.slice(end));
  const keyStart = isProperty ? start - key[0].length + key[0].indexOf(name) : start;
  edits.replace({ start: keyStart, end }, name);
}

/** One `var a = require('a'), b = require('b'), c = 1`: its imports, then what is left of it. */
function rewriteDeclaration(context: RewriteContext, declaration: DeclarationFacts, requests: RequestFacts[]): void {
  const { plan, edits, source, style, semi } = context;
  const gone = new Set<number>();
  const aliases = plan.exports.kind === 'named' ? goneAliases(context.facts) : [];
  for (const alias of aliases) if (context.facts.declarations[alias.declaration] === declaration) gone.add(alias.index);
  for (const { id, site } of requests) {
    if (site.kind !== 'declarator') continue;
    if (plan.requests[id]!.replacement === null) gone.add(site.index);
  }
  for (const request of requests) {
    if (request.site.kind === 'declarator' && !gone.has(request.site.index))
      replaceExpression(context, plan.requests[request.id]!, request);
  }
  const imports = requests.filter((request) => plan.requests[request.id]!.sharedWith === null);
  if (!declaration.topLevel) {
    for (const request of imports) insertImport(context, plan.requests[request.id]!, request);
    removeDeclarators(context, declaration, gone);
    return;
  }
  const comments = declaratorComments(source, declaration);
  const kept = declaration.declarators.flatMap((_, i) => (gone.has(i) ? [] : [i]));
  const lines: string[] = [];
  declaration.declarators.forEach((declarator, i) => {
    if (gone.has(i)) lines.push(...comments[i]!.leading);
    for (const request of imports) {
      if (request.range.start < declarator.start || request.range.end > declarator.end) continue;
      const text = importText(context, plan.requests[request.id]!, request);
      lines.push(gone.has(i) && comments[i]!.trailing !== '' ? `${text} ${comments[i]!.trailing}` : text);
    }
  });
  if (lines.length === 0 && kept.length === 0) {
    edits.removeStatement(declaration.range, { dropEdits: true });
    return;
  }
  const isRising = rises(context, declaration.statement);
  if (isRising) insertRising(context, declaration.statement, lines.splice(0));
  if (kept.length === 0 && isRising) {
    edits.removeStatement(declaration.range, { dropEdits: true, keepComments: true });
    return;
  }
  if (kept.length === 0) {
    edits.replaceWith(declaration.range, () => lines.join(style.eol), { dropEdits: true });
    return;
  }
  if (gone.size > 0) lines.push(...comments[kept[0]!]!.leading);
  if (lines.length > 0) edits.insertBefore(declaration.range.start, lines.join(style.eol) + style.eol);
  if (gone.size === 0) return;
  edits.replaceWith(
    declaration.range,
    (inner) =>
      withoutDeclarators(source, declaration, kept, inner, semi || endsWithSemicolon(source, declaration.range)),
    { dropEdits: true },
  );
}

function endsWithSemicolon(source: string, range: Range): string {
  return source[range.end - 1] === ';' ? ';' : '';
}

/** Takes declarators out of a declaration inside a function or block. */
function removeDeclarators(context: RewriteContext, declaration: DeclarationFacts, gone: ReadonlySet<number>): void {
  const { edits, source, style } = context;
  const { declarators, range } = declaration;
  if (gone.size === 0) return;
  if (gone.size === declarators.length) {
    edits.removeStatement(range, { dropEdits: true, keepComments: true });
    return;
  }
  const kept = declarators.flatMap((_, i) => (gone.has(i) ? [] : [i]));
  const comments = declaratorComments(source, declaration);
  const above = declarators.flatMap((_, i) => {
    const { leading, trailing } = comments[i]!;
    if (gone.has(i)) return trailing === '' ? leading : [...leading, trailing];
    return i === kept[0] ? leading : [];
  });
  edits.replaceWith(
    range,
    (inner) => {
      const text = withoutDeclarators(source, declaration, kept, inner, endsWithSemicolon(source, range));
      return [...above, text].join(style.eol + indentationAt(source, range.start));
    },
    { dropEdits: true },
  );
}
