import type { ExportAssignment, PropertyFacts, ValueFacts } from '../analyse/facts.js';
import type { Range } from '../analyse/range.js';
import { skipTrivia } from '../analyse/ranges.js';
import type { ExportPlan, NamedExport } from '../decide/plan.js';
import { indentationAt } from './lines.js';
import { memberName } from './names.js';
import { exportList } from './print.js';
import type { RewriteContext } from './transform.js';

type NamedPlan = Extract<ExportPlan, { kind: 'named' }>;

/** Turns the members of an exports object into named exports. */
export function rewriteNamed(context: RewriteContext, plan: NamedPlan): void {
  new NamedRewriter(context, plan).run();
}

class NamedRewriter {
  private readonly byKey: Map<string, NamedExport>;
  private readonly declared = new Set<string>();

  constructor(
    private readonly context: RewriteContext,
    private readonly plan: NamedPlan,
  ) {
    this.byKey = new Map(plan.names.map((n) => [n.key, n]));
  }

  run(): void {
    const { facts, edits } = this.context;
    for (const assignment of facts.exports.assignments) this.assignment(assignment);
    for (const call of facts.exports.calls) {
      if (call.kind === 'marker' && call.statement) edits.removeStatement(call.statement, { dropEdits: true });
      else if (call.kind === 'define' && call.statement) this.declare([call.key!], call.statement, call.values[0]!);
    }
    for (const ref of facts.exports.refs) {
      const { use } = ref;
      if (use.kind === 'write' && ref.assignment !== null) continue;
      const name = use.key === null ? undefined : this.byKey.get(use.key);
      if (name && use.member && use.kind !== 'delete') edits.replace(use.member, name.local);
    }
    this.removeAliases();
    this.lateDeclarations();
  }

  private assignment(a: ExportAssignment): void {
    const replaced = a.targets.some((t) => t.key === null && t.object !== 'local');
    if (replaced) {
      this.literal(a);
      return;
    }
    const keys = a.targets.filter((t) => t.object !== 'local').map((t) => t.key!);
    const isPlain = a.operator === '=' && a.targets.every((t) => t.object !== 'local') && a.when === 'eager';
    const isFirst = keys.every((key) => !this.declared.has(key));
    if (a.container.kind === 'statement' && a.container.topLevel && isPlain && isFirst) {
      this.declare(keys, a.container.range, a.value);
      return;
    }
    if (a.container.kind === 'declarator' && isPlainDeclarator(a, this.byKey)) {
      this.declarator(a);
      return;
    }
    for (const target of a.targets) {
      if (target.object !== 'local') this.context.edits.replace(target.range, this.byKey.get(target.key!)!.local);
    }
  }

  /** `exports.a = value;` at the top level becomes a declaration, or an entry of an export list. */
  private declare(keys: string[], statement: Range, value: ValueFacts): void {
    const { edits, style } = this.context;
    for (const key of keys) this.declared.add(key);
    const names = keys.map((key) => this.byKey.get(key)!);
    if (names.every((n) => n.kind === 'binding' || n.kind === 'import')) {
      const list = exportList(
        names.map((n) => ({ local: n.local, exported: n.key })),
        style,
      );
      if (value.kind === 'identifier') edits.replace(statement, list);
      else edits.replaceWith(statement, () => list, { dropEdits: true });
      return;
    }
    const primary = names.find((n) => n.local === n.key && n.kind !== 'binding') ?? names[0]!;
    const others = names.filter((n) => n !== primary);
    const exported = primary.local === primary.key;
    this.head(primary, exported, statement.start, value, statement.end);
    const rest = [...(exported ? [] : [primary]), ...others].map((n) => ({
      local: n === primary ? n.local : primary.local,
      exported: n.key,
    }));
    const separate = others.filter((n) => n.kind === 'let' || n.kind === 'var');
    if (rest.length > 0 && separate.length === 0) edits.insertAfter(statement.end, style.eol + exportList(rest, style));
    else if (rest.length > 0) this.copies(statement, primary, exported, others);
  }

  /** Members that start with one value but are assigned again each get a variable of their own. */
  private copies(statement: Range, primary: NamedExport, exported: boolean, others: NamedExport[]): void {
    const { edits, style, semi } = this.context;
    const lines = others.map((n) => `let ${n.local} = ${primary.local}${semi}`);
    const list = [...(exported ? [] : [primary]), ...others].map((n) => ({ local: n.local, exported: n.key }));
    edits.insertAfter(statement.end, style.eol + [...lines, exportList(list, style)].join(style.eol));
  }

  /** Replaces what stands before a value by the head of a declaration. */
  private head(name: NamedExport, exported: boolean, start: number, value: ValueFacts, end: number): void {
    const { edits, source } = this.context;
    const prefix = exported ? 'export ' : '';
    const isDeclaration =
      name.kind === 'const' &&
      !name.keepsText &&
      isFunctionLike(value, name.local) &&
      source[value.range.start] !== '(';
    if (isDeclaration) {
      this.declarationHead(prefix, start, value, name.local);
      // A declaration needs no semicolon.
      edits.remove({ start: value.range.end, end });
      return;
    }
    edits.replace({ start, end: value.range.start }, `${prefix}${name.kind} ${name.local} = `);
  }

  /** `exports.f = async function (` becomes `export async function f(`. */
  private declarationHead(prefix: string, start: number, value: ValueFacts, local: string): void {
    const { edits, source } = this.context;
    edits.replace({ start, end: value.range.start }, prefix);
    if (value.name !== null) return;
    const at = value.nameAt!;
    const spaces = /^[^\S\r\n]*/.exec(source.slice(at))![0];
    if (value.kind === 'class') edits.insertAfter(at, ` ${local}`);
    else edits.replace({ start: at, end: at + spaces.length }, ` ${local}`);
  }

  private declarator(a: ExportAssignment): void {
    const { edits, facts, style } = this.context;
    if (a.container.kind !== 'declarator') return;
    const declaration = facts.declarations[a.container.declaration]!;
    const keys = a.targets.filter((t) => t.object !== 'local').map((t) => t.key!);
    for (const key of keys) this.declared.add(key);
    this.dropTargets(a);
    const names = keys.map((key) => this.byKey.get(key)!);
    const own = names.find((n) => n.key === n.local);
    const isOnly = declaration.declarators.length === 1;
    if (own && isOnly) edits.insertBefore(declaration.range.start, 'export ');
    const rest = names.filter((n) => !(own && isOnly) || n !== own);
    if (rest.length > 0) {
      edits.insertAfter(
        declaration.range.end,
        style.eol +
          exportList(
            rest.map((n) => ({ local: n.local, exported: n.key })),
            style,
          ),
      );
    }
  }

  /** Takes the exports' part out of `x = exports.a = value`. */
  private dropTargets(a: ExportAssignment): void {
    a.targets.forEach((target, i) => {
      if (target.object === 'local') return;
      const next = a.targets[i + 1]?.range.start ?? a.value.range.start;
      this.context.edits.remove({ start: target.range.start, end: next });
    });
  }

  /** `var api = exports`: its refs are rewritten, so the name goes. */
  private removeAliases(): void {
    const { edits, facts } = this.context;
    const replaced = facts.exports.assignments.find((a) =>
      a.targets.some((t) => t.key === null && t.object !== 'local'),
    );
    for (const alias of facts.exports.aliases) {
      const declaration = facts.declarations[alias.declaration]!;
      if (replaced?.container.kind === 'declarator' && replaced.container.declaration === alias.declaration) continue;
      const isMember = facts.exports.assignments.some(
        (a) =>
          a.container.kind === 'declarator' &&
          a.container.declaration === alias.declaration &&
          a.container.index === alias.index,
      );
      if (isMember) continue;
      if (declaration.declarators.length === 1) edits.removeStatement(declaration.range, { dropEdits: true });
      else this.removeDeclarator(declaration.declarators, alias.index);
    }
  }

  private removeDeclarator(declarators: Range[], index: number): void {
    const start = index === 0 ? declarators[0]!.start : declarators[index - 1]!.end;
    const end = index === 0 ? declarators[1]!.start : declarators[index]!.end;
    this.context.edits.remove({ start, end }, { dropEdits: true });
  }

  /** Members that no top-level statement assigns first are declared before the first statement that does. */
  private lateDeclarations(): void {
    const { edits, facts, style, semi } = this.context;
    for (const name of this.plan.names) {
      if (name.kind === 'binding' || name.kind === 'import' || this.declared.has(name.key)) continue;
      const refs = facts.exports.refs.filter((r) => r.use.key === name.key && r.use.kind === 'write');
      const first = refs[0];
      if (!first) continue;
      const statement = facts.statements.find(
        (s) => s.range.start <= first.range.start && first.range.end <= s.range.end,
      )!;
      const declaration =
        name.local === name.key
          ? `export let ${name.local}${semi}`
          : `let ${name.local}${semi}${style.eol}${exportList([{ local: name.local, exported: name.key }], style)}`;
      edits.insertBefore(statement.range.start, declaration + style.eol);
      this.declared.add(name.key);
    }
  }

  /** `module.exports = { … }`: one export list, or the pieces of the literal one by one. */
  private literal(a: ExportAssignment): void {
    const { edits, facts, source } = this.context;
    const properties = a.value.properties ?? [];
    const statement =
      a.container.kind === 'statement'
        ? a.container.range
        : a.container.kind === 'declarator'
          ? facts.declarations[a.container.declaration]!.range
          : a.range;
    if (properties.length === 0) {
      if (a.container.kind === 'declarator' && facts.declarations[a.container.declaration]!.declarators.length > 1) {
        this.removeDeclarator(facts.declarations[a.container.declaration]!.declarators, a.container.index);
      } else edits.removeStatement(statement, { keepComments: true });
      return;
    }
    for (const p of properties) this.declared.add(p.key!);
    const open = source.indexOf('{', a.value.range.start);
    if (properties.every((p) => this.isListed(p))) {
      edits.replace({ start: statement.start, end: open }, 'export ');
      for (const p of properties) this.listEntry(p);
      this.closeParenthesis(a.value.range);
      return;
    }
    this.pieces(properties, statement, open);
  }

  /** Drops the parenthesis after `module.exports = ({ … })`. */
  private closeParenthesis(value: Range): void {
    const { edits, source } = this.context;
    const close = source.lastIndexOf('}', value.end - 1) + 1;
    if (close < value.end) edits.remove({ start: close, end: value.end });
  }

  private isListed(p: PropertyFacts): boolean {
    const { kind } = this.byKey.get(p.key!)!;
    return kind === 'binding' || kind === 'import';
  }

  /** `a` stays, `k: a` becomes `a as k`. */
  private listEntry(p: PropertyFacts): void {
    const { edits, style } = this.context;
    const name = this.byKey.get(p.key!)!;
    if (p.shorthand) {
      if (name.local !== p.key) edits.replace(p.range, `${name.local} as ${memberName(name.key, style)}`);
      return;
    }
    const text = name.local === name.key ? name.local : `${name.local} as ${memberName(name.key, style)}`;
    const comments = this.commentsBetween(p);
    edits.replaceWith(p.range, () => comments + text, { dropEdits: true });
  }

  /** Comments between a key and its value are kept. */
  private commentsBetween(p: PropertyFacts): string {
    const between = this.context.source.slice(p.keyRange.end, p.value!.range.start);
    const found = between.match(/\/\*[^]*?\*\//g);
    return found ? found.join(' ') + ' ' : '';
  }

  private pieces(properties: PropertyFacts[], statement: Range, open: number): void {
    const { edits, source, style, semi } = this.context;
    const first = properties[0]!;
    const last = properties[properties.length - 1]!;
    const indent = indentationAt(source, first.range.start);
    const outer = indentationAt(source, statement.start);
    edits.remove({ start: statement.start, end: this.bodyStart(open, first.range.start) });
    properties.forEach((p, i) => {
      const listed = this.isListed(p);
      const previous = properties[i - 1];
      const next = properties[i + 1];
      const startsList = listed && !(previous && this.isListed(previous));
      const endsList = listed && !(next && this.isListed(next));
      if (startsList) edits.insertBefore(p.range.start, 'export { ');
      let isDeclaration = false;
      if (listed) this.listEntry(p);
      else isDeclaration = this.piece(p);
      const end = listed && !endsList ? ',' : listed ? ` }${semi}` : isDeclaration ? '' : semi;
      const extra = listed ? '' : this.separateName(p);
      if (!next) return this.afterLast(last, statement, end + extra);
      const comma = skipTrivia(source, p.range.end);
      edits.replace({ start: comma, end: comma + 1 }, end + extra);
      const gap = source.slice(comma + 1, next.range.start);
      if (!/[\r\n]/.test(gap) && !(listed && !endsList))
        edits.replace({ start: comma + 1, end: next.range.start }, style.eol);
    });
    if (indent.length > outer.length && indent.startsWith(outer)) {
      edits.dedent(
        { start: first.range.start, end: statement.end },
        indent.slice(outer.length),
        this.templates(properties),
      );
      const from = this.bodyStart(open, first.range.start);
      edits.dedent({ start: from, end: first.range.start }, indent.slice(outer.length));
    }
  }

  /** Template literals and continued strings keep their lines. */
  private templates(properties: PropertyFacts[]): Range[] {
    const { source } = this.context;
    const ranges: Range[] = [];
    for (const p of properties) {
      const text = source.slice(p.range.start, p.range.end);
      for (const match of text.matchAll(
        /`(?:[^`\\]|\\[^])*`|'(?:[^'\\\n]|\\[^])*'|"(?:[^"\\\n]|\\[^])*"|\/\*[^]*?\*\/|\/\/[^\n]*/g,
      )) {
        if (match[0].startsWith('/')) continue;
        if (/[\r\n]/.test(match[0]))
          ranges.push({ start: p.range.start + match.index, end: p.range.start + match.index + match[0].length });
      }
    }
    return ranges;
  }

  /** After the brace and the rest of its line, so that comments above the first property stay with it. */
  private bodyStart(open: number, first: number): number {
    const { source } = this.context;
    const rest = /^[^\S\r\n]*(\r\n|\n|\r)/.exec(source.slice(open + 1, first));
    if (rest) return open + 1 + rest[0].length;
    const spaces = /^[^\S\r\n]*/.exec(source.slice(open + 1, first))![0];
    return open + 1 + spaces.length;
  }

  private afterLast(last: PropertyFacts, statement: Range, text: string): void {
    const { edits, source } = this.context;
    let at = skipTrivia(source, last.range.end);
    const hasComma = source[at] === ',';
    const commaAt = at;
    if (hasComma) at = skipTrivia(source, at + 1);
    // Comments between the last property and the brace stay; the brace and what follows of the statement go.
    const tailStart = hasComma ? commaAt + 1 : last.range.end;
    const tail = source.slice(tailStart, at).trimEnd();
    if (hasComma)
      edits.replace({ start: last.range.end, end: commaAt + 1 }, source.slice(last.range.end, commaAt) + text);
    else edits.insertAfter(last.range.end, text);
    edits.remove({ start: tailStart + tail.length, end: statement.end });
  }

  /** One property as a declaration. @returns true when it needs no semicolon */
  private piece(p: PropertyFacts): boolean {
    const { edits, source } = this.context;
    const name = this.byKey.get(p.key!)!;
    const prefix = name.local === name.key ? 'export ' : '';
    if (p.kind === 'method') {
      const keywords = `${p.async ? 'async ' : ''}function${p.generator ? '*' : ''} `;
      if (name.kind !== 'const' || name.keepsText) {
        edits.replace(
          { start: p.range.start, end: p.paramsAt! },
          `${prefix}${name.kind} ${name.local} = ${keywords.trimEnd()} `,
        );
        return false;
      }
      edits.replace({ start: p.range.start, end: p.paramsAt! }, `${prefix}${keywords}${name.local}`);
      return true;
    }
    const value = p.value!;
    if (p.shorthand) {
      edits.replace(p.range, `${prefix}${name.kind} ${name.local} = ${source.slice(p.range.start, p.range.end)}`);
      return false;
    }
    if (
      name.kind === 'const' &&
      !name.keepsText &&
      isFunctionLike(value, name.local) &&
      source[value.range.start] !== '('
    ) {
      this.declarationHead(prefix, p.range.start, value, name.local);
      return true;
    }
    edits.replace({ start: p.range.start, end: value.range.start }, `${prefix}${name.kind} ${name.local} = `);
    return false;
  }

  /** `export { local as key }` behind a declaration whose name could not be the key. */
  private separateName(p: PropertyFacts): string {
    const { style } = this.context;
    const name = this.byKey.get(p.key!)!;
    if (name.local === name.key) return '';
    return style.eol + exportList([{ local: name.local, exported: name.key }], style);
  }
}

/** A function or class that can be declared under a name: without a name of its own, or with just that one. */
function isFunctionLike(value: ValueFacts, local: string): boolean {
  if (value.kind !== 'function' && value.kind !== 'class') return false;
  return value.name === null || value.name === local;
}

function isPlainDeclarator(a: ExportAssignment, byKey: Map<string, NamedExport>): boolean {
  const names = a.targets.filter((t) => t.object !== 'local').map((t) => byKey.get(t.key!)!);
  return a.operator === '=' && names.every((n) => n.kind === 'binding');
}
