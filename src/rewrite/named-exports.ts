import type { ExportAssignment, ValueFacts } from '../analyse/facts.js';
import type { Range } from '../range.js';
import type { ExportPlan, NamedExport } from '../decide/plan.js';
import { goneAliases } from './export-aliases.js';
import { declarationHead } from './declaration-head.js';
import { protectedStart, PART_OF_STATEMENT } from './insertion.js';
import { isBlank, lineEnd } from './lines.js';
import { LiteralRewriter, removeDeclarator } from './literal-exports.js';
import { exportList } from './print.js';
import { reexportText } from './reexport.js';
import type { RewriteContext } from './transform.js';

type NamedPlan = Extract<ExportPlan, { kind: 'named' }>;

/** Turns the members of an exports object into named exports. */
export function rewriteNamed(context: RewriteContext, plan: NamedPlan): void {
  new NamedRewriter(context, plan).run();
}

class NamedRewriter {
  private readonly byKey: Map<string, NamedExport>;
  private readonly declared = new Set<string>();
  /** Members that code of the file's top level sets before a statement could declare them. */
  private readonly setBefore = new Set<string>();

  constructor(
    private readonly context: RewriteContext,
    private readonly plan: NamedPlan,
  ) {
    this.byKey = new Map(plan.names.map((n) => [n.key, n]));
  }

  run(): void {
    const { facts, edits } = this.context;
    const listed = this.listsOnLines();
    for (const assignment of facts.exports.assignments) if (!listed.has(assignment)) this.assignment(assignment);
    for (const call of facts.exports.calls) {
      if (call.kind === 'marker' && call.statement) edits.removeStatement(call.statement, { dropEdits: true });
      else if (call.kind === 'define' && call.statement)
        this.declare([call.key!], call.statement, call.values[0]!, true);
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

  /**
   * Lines that export bindings one by one (`exports.a = a;`, `exports.b = require('./b');` where `b` is imported) and
   * follow each other become one list.
   * @returns the assignments that are done with it
   */
  private listsOnLines(): Set<ExportAssignment> {
    const { source, facts, edits, style } = this.context;
    const groups: { keys: string[]; range: Range; assignments: ExportAssignment[] }[] = [];
    for (const a of facts.exports.assignments) {
      if (!this.isBindingLine(a)) continue;
      const keys = a.targets.map((target) => target.key!);
      const { range } = a.container as { range: Range };
      const last = groups.at(-1);
      if (last && /^[^\S\r\n]*(\r\n|\r|\n)[^\S\r\n]*$/.test(source.slice(last.range.end, range.start))) {
        last.keys.push(...keys);
        last.range.end = range.end;
        last.assignments.push(a);
      } else groups.push({ keys, range: { ...range }, assignments: [a] });
    }
    const joined = groups.filter((group) => group.assignments.length > 1);
    for (const { keys, range } of joined) {
      for (const key of keys) this.declared.add(key);
      const list = keys.map((key) => ({ local: this.byKey.get(key)!.local, exported: key }));
      edits.replaceWith(range, () => exportList(list, style), { dropEdits: true });
    }
    return new Set(joined.flatMap((group) => group.assignments));
  }

  private isBindingLine({ container, operator, targets, when, value }: ExportAssignment): boolean {
    const isStatement = container.kind === 'statement' && container.topLevel;
    if (!isStatement || operator !== '=' || when !== 'eager') return false;
    const { source } = this.context;
    const { end } = container.range;
    if (!isBlank(source.slice(end, lineEnd(source, end)))) return false;
    return targets.every(({ object, key }) => {
      const kind = object === 'local' || key === null ? undefined : this.byKey.get(key)?.kind;
      return kind === 'import' || (kind === 'binding' && value.kind === 'identifier');
    });
  }

  private assignment(a: ExportAssignment): void {
    const replaced = a.targets.some((t) => t.key === null && t.object !== 'local');
    if (replaced) {
      for (const property of a.value.properties ?? []) this.declared.add(property.key!);
      new LiteralRewriter(this.context, this.byKey).run(a);
      return;
    }
    const keys = a.targets.filter((t) => t.object !== 'local').map((t) => t.key!);
    const isPlain = a.operator === '=' && a.targets.every((t) => t.object !== 'local') && a.when === 'eager';
    const isFirst = keys.every((key) => !this.declared.has(key) && !this.setBefore.has(key));
    if (a.container.kind === 'statement' && isPlain && isFirst) {
      if (a.container.topLevel) {
        this.declare(keys, a.container.range, a.value);
        return;
      }
      if (keys.every((key) => this.byKey.get(key)!.kind === 'binding')) {
        this.exportBehind(keys, a.statement);
        this.context.edits.removeStatement(a.container.range, { dropEdits: true });
        return;
      }
    }
    if (a.container.kind === 'declarator' && isPlainDeclarator(a, this.byKey)) {
      this.declarator(a);
      return;
    }
    if (isFirst && this.patternDeclarator(a)) return;
    if (a.unit === 0) for (const key of keys) this.setBefore.add(key);
    for (const target of a.targets) {
      if (target.object !== 'local') this.context.edits.replace(target.range, this.byKey.get(target.key!)!.local);
    }
  }

  /**
   * `exports.a = value;` at the top level becomes a declaration, or an entry of an export list.
   * @param isCall the statement is `Object.defineProperty(exports, 'a', { value: … })`
   */
  private declare(keys: string[], statement: Range, value: ValueFacts, isCall = false): void {
    const { edits, style, semi } = this.context;
    for (const key of keys) this.declared.add(key);
    const names = keys.map((key) => this.byKey.get(key)!);
    if (names[0]!.kind === 'reexport') {
      edits.replaceWith(statement, () => reexportText(this.context, names[0]!), { dropEdits: true });
      return;
    }
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
    const isDeclaration = declarationHead(this.context, primary, statement.start, value);
    const tail = { start: value.range.end, end: statement.end };
    if (isDeclaration) edits.remove(tail);
    else if (isCall) edits.replace(tail, semi);
    const rest = [...(exported ? [] : [primary]), ...others].map((n) => ({
      local: n === primary ? n.local : primary.local,
      exported: n.key,
    }));
    const separate = others.filter((n) => n.kind === 'let' || n.kind === 'var');
    if (rest.length > 0 && separate.length === 0) edits.insertAfter(statement.end, style.eol + exportList(rest, style));
    else if (rest.length > 0) this.copies(statement, primary, exported, others);
  }

  /** Bindings that a block or a function called on the spot exports: the list goes behind the statement around that. */
  private exportBehind(keys: string[], statement: number): void {
    const { edits, facts, style } = this.context;
    const list = exportList(
      keys.map((key) => ({ local: this.byKey.get(key)!.local, exported: key })),
      style,
    );
    for (const key of keys) this.declared.add(key);
    edits.insertAfter(facts.statements[statement]!.range.end, style.eol + list);
  }

  /** Members that start with one value but are assigned again each get a variable of their own. */
  private copies(statement: Range, primary: NamedExport, exported: boolean, others: NamedExport[]): void {
    const { edits, style, semi } = this.context;
    const lines = others.map((n) => `let ${n.local} = ${primary.local}${semi}`);
    const list = [...(exported ? [] : [primary]), ...others].map((n) => ({ local: n.local, exported: n.key }));
    edits.insertAfter(statement.end, style.eol + [...lines, exportList(list, style)].join(style.eol));
  }

  private declarator(a: ExportAssignment): void {
    const { edits, facts, style } = this.context;
    if (a.container.kind !== 'declarator') return;
    const declaration = facts.declarations[a.container.declaration]!;
    const keys = a.targets.filter((t) => t.object !== 'local').map((t) => t.key!);
    for (const key of keys) this.declared.add(key);
    this.dropTargets(a);
    this.dropParentheses(a);
    const names = keys.map((key) => this.byKey.get(key)!);
    const own = names.find((n) => n.key === n.local);
    const isOnly = declaration.declarators.length === 1;
    if (own && isOnly) edits.insertBefore(declaration.range.start, 'export ', PART_OF_STATEMENT);
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

  /** Of `const a = (exports.a = value);` nothing but `value` stays in the parentheses. */
  private dropParentheses({ targets, value }: ExportAssignment): void {
    const { edits, source } = this.context;
    const { start } = targets[0]!.range;
    const { end } = value.range;
    if (source[start - 1] !== '(' || source[end] !== ')') return;
    edits.remove({ start: start - 1, end: start });
    edits.remove({ start: end, end: end + 1 });
  }

  /** `const { x } = exports.a = value;` becomes `export const a = value;` and `const { x } = a;`. */
  private patternDeclarator(a: ExportAssignment): boolean {
    const { edits, facts, source, style, semi } = this.context;
    const [target, ...others] = a.targets;
    if (a.container.kind !== 'declarator' || a.container.name !== null || others.length > 0) return false;
    const name = this.byKey.get(target!.key!)!;
    const { range, kind, topLevel, declarators } = facts.declarations[a.container.declaration]!;
    const pattern = source
      .slice(range.start + kind.length, target!.range.start)
      .replace(/\s*=\s*$/, '')
      .trim();
    const isPlain = topLevel && declarators.length === 1 && /^(\{[\w\s$,:]*\}|\[[\w\s$,]*\])$/.test(pattern);
    if (!isPlain || a.operator !== '=' || a.when !== 'eager' || !declaringKinds.has(name.kind)) return false;
    const exported = name.local === name.key;
    edits.replace(
      { start: range.start, end: a.value.range.start },
      `${exported ? 'export ' : ''}${name.kind} ${name.local} = `,
    );
    const list = exported ? [] : [exportList([{ local: name.local, exported: name.key }], style)];
    edits.insertAfter(range.end, style.eol + [`${kind} ${pattern} = ${name.local}${semi}`, ...list].join(style.eol));
    this.declared.add(name.key);
    return true;
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
    for (const alias of goneAliases(facts)) {
      const declaration = facts.declarations[alias.declaration]!;
      if (declaration.declarators.length === 1)
        edits.removeStatement(declaration.range, { dropEdits: true, keepComments: true });
      else removeDeclarator(this.context, declaration.declarators, alias.index);
    }
  }

  /** Members that no top-level statement assigns first are declared before the first statement that does. */
  private lateDeclarations(): void {
    const { edits, facts, source, style, semi } = this.context;
    for (const name of this.plan.names) {
      if (!declaringKinds.has(name.kind) || this.declared.has(name.key)) continue;
      const refs = facts.exports.refs.filter((r) => r.use.key === name.key && r.use.kind === 'write');
      const first = refs[0];
      if (!first) continue;
      const statement = facts.statements.find(
        (s) => s.range.start <= first.range.start && first.range.end <= s.range.end,
      )!;
      const word = name.kind === 'var' ? 'var' : 'let';
      const declaration =
        name.local === name.key
          ? `export ${word} ${name.local}${semi}`
          : `${word} ${name.local}${semi}${style.eol}${exportList([{ local: name.local, exported: name.key }], style)}`;
      edits.insertBefore(protectedStart(source, statement.range.start), declaration + style.eol, PART_OF_STATEMENT);
      this.declared.add(name.key);
    }
  }
}

/** The members that get a declaration of their own. */
const declaringKinds: ReadonlySet<NamedExport['kind']> = new Set(['const', 'let', 'var']);

function isPlainDeclarator(a: ExportAssignment, byKey: Map<string, NamedExport>): boolean {
  const names = a.targets.filter((t) => t.object !== 'local').map((t) => byKey.get(t.key!)!);
  return a.operator === '=' && names.every((n) => n.kind === 'binding');
}
