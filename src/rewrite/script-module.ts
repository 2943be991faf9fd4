import type * as t from '@babel/types';
import type { Access } from '../analyse/script-facts.js';
import { rangeOf, outerRange } from '../analyse/ranges.js';
import { parentOf, type Node } from '../analyse/scope.js';
import type { GlobalPlan, ScriptsPlan, UnwrapPlan } from '../decide/script-plan.js';
import { importsOf, isWithin } from '../decide/script-imports.js';
import { targetName } from '../decide/script-unwrap.js';
import type { ScriptNode } from '../link/script-graph.js';
import { Edits, type Range } from './edits.js';
import { headerEnd } from './header.js';
import { indentationAt, isAloneOnLine, lineEnd, lineStart, skipLineEnd } from './lines.js';
import { exportList, importDeclaration } from './print.js';
import { openFunction } from './open-function.js';
import { declarationOf, functionKeyword, outerOf, safeStyle, shifted, withoutNewEdges } from './script-text.js';
import type { Style } from './style.js';

/** How a script that becomes a module reaches others. */
export interface ScriptImports {
  /** The specifier of the module of a script, as written in this one. */
  specifierOf: (owner: string) => string;
  /** The module to import first, for the order alone. */
  before: string | null;
  /** Script order, to sort imports by. */
  rank: (owner: string) => number;
  /** What declares a global so that code which looks at it before it is set finds what it did; null when none does. */
  early: (plan: GlobalPlan) => 'var' | 'const' | null;
}

/** Rewrites one classic script as a module, as the plan says. @returns the new text and the modules it imports */
export function rewriteScript(node: ScriptNode, plan: ScriptsPlan, imports: ScriptImports): string {
  return new ScriptRewrite(node, plan, imports).run();
}

class ScriptRewrite {
  private readonly source: string;
  private readonly edits: Edits;
  private readonly style: Style;
  private readonly unwraps: UnwrapPlan[];
  /** Text that another edit has taken. */
  private readonly gone: Range[] = [];
  /** Arguments that moved out of a range that is gone. */
  private readonly shown: Node[] = [];
  private readonly header: string[] = [];
  private readonly footer: string[] = [];
  private readonly exported: { local: string; exported: string }[] = [];
  private readonly opened = new Map<Node, UnwrapPlan>();

  constructor(
    private readonly node: ScriptNode,
    private readonly plan: ScriptsPlan,
    private readonly imports: ScriptImports,
  ) {
    this.source = node.facts.script.source;
    this.edits = new Edits(this.source);
    this.style = safeStyle(this.source);
    this.unwraps = plan.unwraps.get(node.id) ?? [];
    for (const unwrap of this.unwraps) this.opened.set(unwrap.iife.statement, unwrap);
  }

  run(): string {
    const { facts } = this.node;
    for (const directive of facts.script.program.directives) {
      if (directive.value.value === 'use strict')
        this.edits.removeStatement(rangeOf(directive), { keepComments: true });
    }
    for (const global of this.plan.globals.of(this.node.id)) this.define(global);
    for (const unwrap of this.unwraps) this.open(unwrap);
    for (const access of facts.accesses) this.access(access);
    for (const node of facts.globalThis) {
      const parent = parentOf(node);
      if (!this.isGone(node) && !this.takesPlace(parent)) this.replace(node, 'globalThis');
    }
    this.insertImports();
    if (this.exported.length > 0) this.footer.push(exportList(this.exported, this.style));
    this.insertFooter();
    return withoutNewEdges(this.edits.toString(), this.source);
  }

  private isGone(node: Node): boolean {
    if (this.shown.some((value) => isWithin(node, value))) return false;
    return this.gone.some((range) => node.start! >= range.start && node.end! <= range.end);
  }

  private takesPlace(node: Node | null): boolean {
    return node !== null && this.gone.some((r) => r.start === node.start && r.end === node.end);
  }

  private replace(node: Node, text: string): void {
    if (this.isGone(node)) return;
    this.edits.replace(outerOf(node), text);
    this.gone.push(rangeOf(node));
  }

  private removeStatement(statement: Node): void {
    const body = parentOf(statement);
    const siblings = body?.type === 'Program' || body?.type === 'BlockStatement' ? body.body : [];
    const next = siblings[siblings.indexOf(statement as t.Statement) + 1];
    const range = rangeOf(statement);
    if (next && this.opened.has(next) && isAloneOnLine(this.source, range)) {
      // What starts with a parenthesis now will not: no semicolon is needed in between.
      const end = skipLineEnd(this.source, lineEnd(this.source, range.end));
      this.edits.remove({ start: lineStart(this.source, range.start), end }, { dropEdits: true });
      this.gone.push(range);
      return;
    }
    this.edits.removeStatement(rangeOf(statement), { dropEdits: true });
    this.gone.push(rangeOf(statement));
  }

  /** The indentation that a statement of the top level will have. */
  private indentationOf(statement: Node): string {
    const opened = this.unwraps.find((u) => u.iife.body === parentOf(statement));
    return indentationAt(this.source, (opened?.iife.statement ?? statement).start!);
  }

  private semi(text: string): string {
    return text + (this.style.semi ? ';' : '');
  }

  /** What this script does for a global that it defines. */
  private define(global: GlobalPlan): void {
    const { facts, id } = this.node;
    if (global.mode === 'private') return;
    if (global.mode === 'global') return this.defineGlobal(global);
    if (global.mode === 'members') return this.defineMembers(global);
    const isDeclared = global.definition?.kind === 'declared' && global.owner === id;
    if (global.mode === 'namespace' && !isDeclared) this.defineNamespace(global);
    if ((global.mode !== 'export' && !isDeclared) || global.owner !== id || !global.definition) return;
    const { name, definition } = global;
    if (definition.kind === 'declared') {
      const declared = facts.declared.get(name)!;
      const first = declared.binding.declarations[0]!;
      const declaration =
        parentOf(first)?.type === 'VariableDeclarator' ? parentOf(parentOf(first)!)! : parentOf(first)!;
      if (isDeclared) this.exportDeclared(global, declared.direct ? declaration : null);
      if (global.bridge && !(declaration && this.opened.has(declaration)))
        this.bridge(global, declared.kind === 'function' ? null : declared.direct ? declaration : null, declared.kind);
    } else if (definition.kind === 'implied') {
      this.header.push(this.semi(`export let ${name}`));
      if (global.bridge) this.bridge(global, null, 'let');
    } else if (definition.kind === 'write' && !this.opened.has(definition.statement))
      this.exportWritten(global, definition.statement, definition.value);
    if (global.setter) {
      this.footer.push(
        `export function ${global.setter}(value) {${this.style.eol}${this.style.indent}${this.semi(`return (${name} = value)`)}${this.style.eol}}`,
      );
    }
  }

  private exportDeclared(global: GlobalPlan, declaration: Node | null): void {
    const isOnly =
      declaration?.type !== 'VariableDeclaration' ||
      declaration.declarations.every((d) => d.id.type === 'Identifier' && this.exportsName(d.id.name));
    if (!declaration || !isOnly || this.opened.has(declaration)) {
      if (!declaration || !this.opened.has(declaration))
        this.exported.push({ local: global.name, exported: global.name });
      return;
    }
    this.dropOwnDefault(global, declaration);
    const isFirst =
      declaration.type !== 'VariableDeclaration' ||
      (declaration.declarations[0]!.id as t.Identifier).name === global.name;
    if (isFirst) this.edits.insertBefore(declaration.start!, 'export ');
  }

  /** `var X = X || value`: no other script makes it, so it is the value. */
  private dropOwnDefault(global: GlobalPlan, declaration: Node): void {
    if (global.bridge || declaration.type !== 'VariableDeclaration') return;
    for (const { id, init } of declaration.declarations) {
      if (id.type !== 'Identifier' || id.name !== global.name || init?.type !== 'LogicalExpression') continue;
      if (init.operator !== '||' || init.left.type !== 'Identifier' || init.left.name !== global.name) continue;
      this.edits.remove({ start: init.start!, end: outerOf(init.right).start });
      this.gone.push(rangeOf(init.left));
    }
  }

  private exportsName(name: string): boolean {
    const plan = this.plan.globals.get(name, this.node.id);
    return plan?.owner === this.node.id && plan.definition?.kind === 'declared' && plan.mode !== 'global';
  }

  /** `window.X = value` as an export. */
  private exportWritten(global: GlobalPlan, statement: t.ExpressionStatement, value: Node): void {
    const { name } = global;
    const keyword = this.imports.early(global) ?? 'const';
    if (
      value.type === 'Identifier' &&
      (value.name === name || !this.accessesBesides(name, statement)) &&
      this.isModuleBinding(value)
    ) {
      const list = exportList([{ local: value.name, exported: name }], this.style);
      if (global.bridge) this.edits.insertAfter(statement.end!, this.style.eol + this.indentationOf(statement) + list);
      else {
        this.edits.replace(rangeOf(statement), list);
        this.gone.push(rangeOf(statement));
      }
      return;
    }
    const left = (statement.expression as t.AssignmentExpression).left;
    if (global.bridge) this.edits.insertBefore(statement.start!, `export ${keyword} ${name} = `);
    else {
      this.edits.replace(rangeOf(left), `export ${keyword} ${name}`);
      this.gone.push(rangeOf(left));
    }
  }

  /** A binding of the module that is never written again: its value at any time is the value now. */
  private isModuleBinding(value: t.Identifier): boolean {
    const binding = this.node.facts.script.scopes.byNode.get(value)?.binding;
    if (!binding) return false;
    const parent = parentOf(binding.declarations[0]!);
    const isSet = parent?.type !== 'VariableDeclarator' || Boolean(parent.init);
    if (!isSet || binding.declarations.length > 1 || binding.references.some((r) => r.mode !== 'read')) return false;
    if (binding.kind === 'param') {
      const param = this.unwraps.flatMap((u) => u.params).find((p) => p.name === binding.name);
      return param?.action === 'declare';
    }
    return true;
  }

  private accessesBesides(name: string, statement: Node): boolean {
    return this.node.facts.accesses.some((a) => a.name === name && !isWithin(a.node, statement));
  }

  private defineNamespace(global: GlobalPlan): void {
    const { facts, id } = this.node;
    const { name } = global;
    const isOwner = global.owner === id;
    const made =
      this.semi(`export const ${name} = {}`) +
      (global.bridge && isOwner ? this.style.eol + this.semi(`globalThis.${name} = ${name}`) : '');
    const inits = facts.inits.filter((i) => i.name === name);
    let isMade = !isOwner;
    if (isOwner && inits[0] && !inits[0].statement) {
      this.makeObject(global, made, inits[0].node);
      isMade = true;
    }
    for (const init of inits) {
      if (init.statement) {
        if (isMade) this.removeStatement(init.statement);
        else {
          const indentation = this.indentationOf(init.statement);
          const text = made.replace('const', this.imports.early(global) ?? 'const');
          this.edits.replace(rangeOf(init.statement), text.replace(this.style.eol, this.style.eol + indentation));
          this.gone.push(rangeOf(init.statement));
        }
        isMade = true;
      } else if (!this.isDroppedArgument(init.node)) this.replace(init.node, name);
    }
    if (!isMade) this.header.push(made);
    for (const iife of facts.iifes) {
      if (!iife.target || this.opened.has(iife.statement) || targetName(iife, facts) !== name) continue;
      const value = outerRange(iife.call);
      const call = this.source[value.start] === '(' || this.source[rangeOf(iife.call).start] === '(';
      this.edits.replaceWith({ start: iife.statement.start!, end: value.end }, (inner) =>
        call ? inner(value) : `(${inner(value)})`,
      );
    }
  }

  /** Makes an object that no statement of its own makes: at the top, or where it was made if code looks for it before. */
  private makeObject(global: GlobalPlan, made: string, init: Node): void {
    const early = this.imports.early(global);
    if (!early) return void this.header.push(made);
    const statement = this.node.facts.script.program.body.find((s) => isWithin(init, s))!;
    this.edits.insertBefore(statement.start!, made.replace('const', early) + this.style.eol, -1);
  }

  /** Each `NS.x = value` becomes an export; what made the object goes. */
  private defineMembers(global: GlobalPlan): void {
    const { facts, id } = this.node;
    for (const init of facts.inits)
      if (init.name === global.name && init.statement) this.removeStatement(init.statement);
    for (const member of global.members!.members) {
      if (member.id !== id || member.from !== 'statement') continue;
      const statement = member.statement as t.ExpressionStatement;
      const { left } = statement.expression as t.AssignmentExpression;
      if (member.isBinding) {
        this.edits.replace(rangeOf(statement), exportList([{ local: member.local, exported: member.key }], this.style));
        this.gone.push(rangeOf(statement));
        continue;
      }
      this.gone.push(rangeOf(left));
      const { value } = member;
      const keyword = functionKeyword(value, this.source);
      if (keyword && value.extra?.parenthesized !== true) {
        this.edits.replace(
          { start: statement.start!, end: value.start! + keyword.length },
          `export ${keyword.trimEnd()} ${member.key}`,
        );
        this.edits.remove({ start: value.end!, end: statement.end! });
      } else this.edits.replace(rangeOf(left), `export const ${member.key}`);
    }
  }

  /** The exports that take the place of `return { a: a, b: function () {…} }`. */
  private revealed(global: GlobalPlan, returned: t.ReturnStatement): (inner: (range: Range) => string) => string {
    const members = global.members!.members.filter((m) => m.id === this.node.id && m.from === 'return');
    const bindings = members.filter((m) => m.isBinding).map((m) => ({ local: m.local, exported: m.key }));
    const others = members.filter((m) => !m.isBinding);
    return (inner) => {
      const lines = bindings.length > 0 ? [exportList(bindings, this.style)] : [];
      for (const { key, value } of others) {
        const text = shifted(
          inner(outerOf(value)),
          indentationAt(this.source, value.start!),
          indentationAt(this.source, returned.start!),
        );
        const keyword = functionKeyword(value, this.source);
        if (keyword) lines.push(`export ${keyword.trimEnd()} ${key}${text.slice(keyword.length)}`);
        else lines.push(this.semi(`export const ${key} = ${text}`));
      }
      return lines.join(this.style.eol);
    };
  }

  private isDroppedArgument(node: Node): boolean {
    return this.unwraps.some((u) => u.params.some((p) => p.value && isWithin(node, p.value)));
  }

  /** A variable of the script that stays a property of the global object. */
  private defineGlobal(global: GlobalPlan): void {
    const { name } = global;
    const declared = this.node.facts.declared.get(name);
    if (!declared) return;
    if (declared.kind !== 'var')
      return this.bridge(
        global,
        declared.kind === 'function' ? null : declarationOf(declared.binding.declarations[0]!),
        declared.kind,
      );
    if (this.isReadBefore(name, declared.binding.declarations[0]!)) {
      this.header.push(this.keepProperty(name));
    }
    for (const id of declared.binding.declarations) {
      const declarator = parentOf(id) as t.VariableDeclarator;
      const declaration = parentOf(declarator)!;
      if (declarator.init) {
        this.edits.replace({ start: declaration.start!, end: id.end! }, `globalThis.${name}`);
        this.gone.push({ start: declaration.start!, end: id.end! });
      } else {
        this.edits.replace(rangeOf(declaration), this.semi(`globalThis.${name} = globalThis.${name}`));
        this.gone.push(rangeOf(declaration));
      }
    }
  }

  /** A script's variable is there, undefined, from the start. */
  private keepProperty(name: string): string {
    return this.semi(`globalThis.${name} = globalThis.${name}`);
  }

  private isReadBefore(name: string, declaration: Node): boolean {
    const { facts } = this.node;
    const isCalledBefore = facts.calls.some((c) => c.unit === 0 && c.at < declaration.start!);
    return facts.accesses.some(
      (a) =>
        a.name === name &&
        !a.init &&
        a.mode !== 'write' &&
        (a.use.unit === 0 ? a.node.start! < declaration.start! : isCalledBefore),
    );
  }

  /** Makes an exported binding visible on the global object too. */
  private bridge(global: GlobalPlan, after: Node | null, kind: string): void {
    const { name } = global;
    const declared = this.node.facts.declared.get(name);
    const isLive =
      global.setter !== null ||
      declared?.reassigned ||
      this.node.facts.accesses.some((a) => a.name === name && a.via === 'member' && a.mode !== 'read') ||
      global.definition?.kind === 'implied' ||
      [...global.viaGlobal].some((a) => a.mode !== 'read');
    if (isLive) {
      const { eol, indent } = this.style;
      const accessors = [
        `get: () => ${name},`,
        `set: (value) => {`,
        `${indent}${this.semi(`${name} = value`)}`,
        '},',
        'configurable: true,',
        'enumerable: true,',
      ];
      this.header.push(
        this.semi(
          `Object.defineProperty(globalThis, '${name}', {${eol}${accessors.map((a) => indent + a).join(eol)}${eol}})`,
        ),
      );
    } else if (after && kind !== 'function' && !this.opened.has(after)) {
      const isAskedFor = this.node.facts.strings.some(
        (s) => s.asks && s.value === name && s.node.start! < after.start!,
      );
      if (isAskedFor && kind === 'var') this.header.push(this.keepProperty(name));
      this.edits.insertAfter(after.end!, this.style.eol + this.semi(`globalThis.${name} = ${name}`));
    } else if (kind === 'function') this.header.push(this.semi(`globalThis.${name} = ${name}`));
    else this.footer.push(this.semi(`globalThis.${name} = ${name}`));
  }

  private open(unwrap: UnwrapPlan): void {
    const { iife, returns } = unwrap;
    const lines: (string | ((inner: (range: Range) => string) => string))[] = [];
    unwrap.params.forEach((param, i) => {
      const id = iife.params[i]!.id;
      if (param.action !== 'declare' || !this.isStillUsed(id)) return;
      const keyword = param.written ? 'let' : 'const';
      if (!param.value) lines.push(this.semi(`let ${param.name}`));
      else {
        const range = outerOf(param.value);
        this.shown.push(param.value);
        lines.push((inner) => this.semi(`${keyword} ${param.name} = ${inner(range)}`));
      }
    });
    const to = returns ? this.plan.globals.get(returns.name, this.node.id) : undefined;
    let tail: string | ((inner: (range: Range) => string) => string) = '';
    if (to?.mode === 'members' && iife.returned && returns?.object) tail = this.revealed(to, iife.returned);
    const isMade = to?.mode === 'namespace' && to.definition?.kind === 'declared' && to.owner === this.node.id;
    if (returns && to && (to.mode === 'export' || isMade)) {
      tail = exportList([{ local: returns.local, exported: returns.name }], this.style);
      if (to.bridge) tail += this.style.eol + this.semi(`globalThis.${returns.name} = ${returns.local}`);
    }
    this.gone.push(...openFunction(this.edits, iife, lines, tail, this.style, this.node.facts.script.program));
    unwrap.params.forEach((param, i) => {
      if (param.action === 'rename') this.renameParam(iife.params[i]!.id, param.to);
    });
  }

  private renameParam(id: t.Identifier, to: string): void {
    const isNamed = this.plan.globals.get(to, this.node.id)?.members?.forms.get(this.node.id)?.kind === 'named';
    if (isNamed) return;
    for (const { node } of this.node.facts.script.scopes.declared.get(id)!.references) this.replace(node, to);
  }

  /** Whether anything but rewritten `root.X` uses the parameter. */
  private isStillUsed(id: t.Identifier): boolean {
    return this.node.facts.script.scopes.declared.get(id)!.references.some(({ node }) => {
      const parent = parentOf(node);
      const access = this.node.facts.accesses.find((a) => a.node === parent);
      if (!access || access.via !== 'member') return true;
      return !this.isRewrittenMember(access);
    });
  }

  private isRewrittenMember(access: Access): boolean {
    const to = this.plan.globals.get(access.name, this.node.id);
    if (!to || to.mode === 'global' || to.mode === 'private' || to.viaGlobal.has(access)) return false;
    return !(access.mode === 'write' && to.owner === this.node.id && to.bridge);
  }

  private access(access: Access): void {
    const to = this.plan.globals.get(access.name, this.node.id);
    if (!to || this.isGone(access.node) || to.mode === 'private') return;
    if (to.mode === 'global' || to.viaGlobal.has(access)) {
      // `X || {}` asked for a variable that the script had declared.
      if (access.via === 'bare' && access.mode === 'read' && access.init && to.mode === 'global')
        this.replace(access.node, `globalThis.${access.name}`);
      // Reading a name that does not exist throws in both; only setting one needs the object.
      if (access.via === 'bare' && access.mode === 'write' && !to.lexical)
        this.replace(access.node, `globalThis.${access.name}`);
      return;
    }
    if (to.mode === 'members') return this.useMember(access, to);
    if (access.via === 'alias') return;
    const isOwn = to.owner === this.node.id;
    if (access.mode !== 'read' && !isOwn && to.mode === 'export') return this.set(access, to);
    if (access.via === 'member' && !this.isDroppedArgument(access.node)) {
      if (isOwn && to.bridge && access.mode === 'write' && to.definition?.kind === 'write') return;
      this.replace(access.node, access.name);
    }
  }

  private useMember(access: Access, to: GlobalPlan): void {
    const form = to.members!.forms.get(this.node.id);
    const { key, kind } = access.use;
    if (!form || access.mode !== 'read' || key === null || kind === 'write' || this.isDroppedArgument(access.node))
      return;
    if (form.kind === 'namespace') {
      if (access.via !== 'bare') this.replace(access.node, to.name);
      return;
    }
    this.replace(parentOf(access.node)!, form.locals.get(key)!);
  }

  /** A write by another module than the owner: `x = v` -> `setX(v)`. */
  private set(access: Access, to: GlobalPlan): void {
    const assignment = parentOf(access.node) as t.AssignmentExpression;
    const right = outerOf(assignment.right);
    const operator = assignment.operator.slice(0, -1);
    this.gone.push(rangeOf(access.node));
    this.edits.replaceWith(rangeOf(assignment), (inner) => {
      const value = inner(right);
      if (operator === '') return `${to.setter}(${value})`;
      const isSimple = /^(?:Identifier|NumericLiteral|StringLiteral|CallExpression|MemberExpression)$/.test(
        assignment.right.type,
      );
      return `${to.setter}(${to.name} ${operator} ${isSimple ? value : `(${value})`})`;
    });
  }

  private insertImports(): void {
    const wanted = importsOf(this.node, this.plan, this.imports.rank);
    const lines: string[] = [];
    const { before } = this.imports;
    if (before !== null && !(wanted.size > 0 && [...wanted.keys()][0] === before)) {
      lines.push(importDeclaration({ from: this.imports.specifierOf(before) }, this.style));
    }
    for (const [owner, { named, namespaces }] of wanted) {
      const from = this.imports.specifierOf(owner);
      for (const namespace of namespaces) lines.push(importDeclaration({ from, namespace }, this.style));
      const names = [...named].map(([imported, local]) => ({ imported, local }));
      if (names.length > 0) lines.push(importDeclaration({ from, named: names }, this.style));
    }
    const { eol } = this.style;
    const all = [...lines, ...(lines.length > 0 && this.header.length > 0 ? [''] : []), ...this.header];
    if (all.length === 0) return;
    const isInline = this.node.path === null;
    const at = isInline ? (/^[^\S\r\n]*\r?\n/.exec(this.source)?.[0].length ?? 0) : headerEnd(this.source);
    const indentation = isInline ? /^[^\S\r\n]*/.exec(this.source.slice(at))![0] : '';
    const text = all
      .flatMap((l) => l.split(eol))
      .map((l) => (l === '' ? l : indentation + l))
      .join(eol);
    const blank = isInline || at >= this.source.length ? '' : eol;
    this.edits.insertBefore(at, text + eol + blank, -1);
  }

  private insertFooter(): void {
    if (this.footer.length === 0) return;
    const { eol } = this.style;
    const end = this.source.trimEnd().length;
    this.edits.insertAfter(end, eol + eol + this.footer.join(eol), 1);
  }
}
