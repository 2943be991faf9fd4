import type { DeclarationFacts, RequestFacts } from '../analyse/facts.js';
import type { Range } from '../analyse/range.js';
import type { RequestPlan } from '../decide/plan.js';
import { importPlace, insertLines } from './insertion.js';
import { indentationAt } from './lines.js';
import { stringLiteral } from './names.js';
import { importDeclaration } from './print.js';
import { isReexported } from './reexport.js';
import type { RewriteContext } from './transform.js';

/** Turns the requires that the plan hoists into import declarations, in the order of the requires. */
export function rewriteRequests(context: RewriteContext): void {
  const { facts, plan, edits } = context;
  const reexported = plan.exports.kind === 'reexport' ? plan.exports.request : -1;
  const byDeclaration = new Map<number, RequestFacts[]>();
  for (const request of facts.requests) {
    const planned = plan.requests[request.id]!;
    if (planned.form === 'import()') edits.replace(request.range, planned.replacement!);
    if (planned.form !== 'static' || request.id === reexported || isReexported(plan, request.id)) continue;
    const { site } = request;
    if (site.kind === 'statement') {
      const isTop = facts.statements[request.statement]?.range.start === site.range.start;
      if (isTop) edits.replace(site.range, importText(context, planned, request));
      else {
        edits.removeStatement(site.range, { keepComments: true });
        insertImport(context, planned, request);
      }
    } else if (site.kind === 'declarator') {
      const group = byDeclaration.get(site.declaration);
      if (group) group.push(request);
      else byDeclaration.set(site.declaration, [request]);
    } else {
      replaceExpression(context, planned, request);
      if (planned.sharedWith === null) insertImport(context, planned, request);
    }
  }
  for (const [declaration, requests] of byDeclaration)
    rewriteDeclaration(context, facts.declarations[declaration]!, requests);
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
  const quote = source[request.argument.start] === '"' ? '"' : "'";
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
    { ...style, quote, semi },
  );
}

/** Puts an import among the imports, for a request that stands inside other code. */
function insertImport(context: RewriteContext, planned: RequestPlan, request: RequestFacts): void {
  const { facts, source } = context;
  const place = importPlace(facts, context.plan, source, request.statement);
  insertLines(context, place, [importText(context, planned, request)], 0);
}

function replaceExpression({ edits }: RewriteContext, planned: RequestPlan, request: RequestFacts): void {
  const member = planned.members > 0 ? request.uses[0]?.member : null;
  edits.replace(member ?? request.range, planned.replacement!);
}

/** One `var a = require('a'), b = require('b'), c = 1`: its imports, then what is left of it. */
function rewriteDeclaration(context: RewriteContext, declaration: DeclarationFacts, requests: RequestFacts[]): void {
  const { plan, edits, source, style, semi } = context;
  const gone = new Map<number, RequestFacts>();
  const kept: RequestFacts[] = [];
  for (const request of requests) {
    if (plan.requests[request.id]!.replacement === null && request.site.kind === 'declarator')
      gone.set(request.site.index, request);
    else kept.push(request);
  }
  for (const request of kept) replaceExpression(context, plan.requests[request.id]!, request);
  if (!declaration.topLevel) {
    for (const request of requests) {
      const planned = plan.requests[request.id]!;
      if (planned.sharedWith === null) insertImport(context, planned, request);
    }
    removeDeclarators(context, declaration, gone);
    return;
  }
  const texts = new Map(
    requests
      .filter((r) => plan.requests[r.id]!.sharedWith === null)
      .map((r) => [r.site.kind === 'declarator' ? r.site.index : -1, importText(context, plan.requests[r.id]!, r)]),
  );
  if (gone.size === 0) {
    for (const text of texts.values()) edits.insertBefore(declaration.range.start, text + style.eol);
    return;
  }
  edits.replaceWith(
    declaration.range,
    (inner) => {
      const gaps = declaratorGaps(source, declaration);
      const lines: string[] = [];
      const above: string[] = [];
      const rest: number[] = [];
      declaration.declarators.forEach((_, i) => {
        const gap = gaps[i]!;
        const text = texts.get(i);
        const isGone = gone.has(i);
        (isGone ? lines : above).push(...gap.leading);
        if (text !== undefined) lines.push(isGone && gap.trailing !== '' ? `${text} ${gap.trailing}` : text);
        if (!isGone) rest.push(i);
      });
      lines.push(...above);
      if (rest.length > 0) {
        const pieces = rest.map(
          (i) => inner(declaration.declarators[i]!) + (gaps[i]!.trailing === '' ? '' : ` ${gaps[i]!.trailing}`),
        );
        const hasTrailing = rest.some((i) => gaps[i]!.trailing.startsWith('//'));
        const isBroken = /[\r\n]/.test(
          source.slice(declaration.range.start, declaration.declarators[declaration.declarators.length - 1]!.start),
        );
        const indent = ' '.repeat(declaration.kind.length + 1);
        const first =
          isBroken && !hasTrailing
            ? pieces.join(`,${style.eol}${indent}`)
            : rest.map((i) => inner(declaration.declarators[i]!)).join(', ');
        lines.push(`${declaration.kind} ${first}${semi || endsWithSemicolon(source, declaration.range)}`);
      }
      return lines.join(style.eol);
    },
    { dropEdits: true },
  );
}

function endsWithSemicolon(source: string, range: Range): string {
  return source[range.end - 1] === ';' ? ';' : '';
}

/** The comments in front of each declarator, and those behind it on its line. */
function declaratorGaps(source: string, declaration: DeclarationFacts): { leading: string[]; trailing: string }[] {
  const gaps = declaration.declarators.map(() => ({ leading: [] as string[], trailing: '' }));
  declaration.declarators.forEach((declarator, i) => {
    const previous = i === 0 ? declaration.range.start + declaration.kind.length : declaration.declarators[i - 1]!.end;
    const text = source.slice(previous, declarator.start);
    const comments = [...text.matchAll(/\/\*[^]*?\*\/|\/\/[^\r\n]*/g)];
    for (const comment of comments) {
      const onSameLine = !/[\r\n]/.test(text.slice(0, comment.index));
      if (onSameLine && i > 0) gaps[i - 1]!.trailing = comment[0].trimEnd();
      else gaps[i]!.leading.push(comment[0].trimEnd());
    }
  });
  return gaps;
}

/** Takes declarators out of a declaration inside a function or block. */
function removeDeclarators(
  context: RewriteContext,
  declaration: DeclarationFacts,
  gone: Map<number, RequestFacts>,
): void {
  const { edits, source } = context;
  const { declarators } = declaration;
  if (gone.size === 0) return;
  if (gone.size === declarators.length) {
    edits.removeStatement(declaration.range, { dropEdits: true, keepComments: true });
    return;
  }
  const kept = declarators.filter((_, i) => !gone.has(i));
  const indent = indentationAt(source, declaration.range.start) + ' '.repeat(declaration.kind.length + 1);
  const isBroken = /[\r\n]/.test(source.slice(declaration.range.start, declarators[declarators.length - 1]!.start));
  edits.replaceWith(
    { start: declarators[0]!.start, end: declarators[declarators.length - 1]!.end },
    (inner) => kept.map((d) => inner(d)).join(isBroken ? `,${context.style.eol}${indent}` : ', '),
    { dropEdits: true },
  );
}
