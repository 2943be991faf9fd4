import type * as t from '@babel/types';
import { posix } from 'node:path';
import type { Access, ScriptFacts } from '../analyse/script-facts.js';
import { parentOf, type Node } from '../analyse/scope.js';
import { HELPER } from '../link/load-order.js';
import { placement, type EarlyRuns, type GlobalUse, type ScriptGraph } from '../link/script-graph.js';
import { planMembers } from './script-members.js';
import type { Definition, GlobalPlan, UnwrapPlan } from './script-plan.js';
import { scopeOf, targetName } from './script-unwrap.js';

/** What the decision about one global looks at. */
export interface GlobalsContext {
  graph: ScriptGraph;
  modules: ReadonlySet<string>;
  unwraps: ReadonlyMap<string, UnwrapPlan[]>;
  early: EarlyRuns;
  /** Names that scripts of others write, and read. */
  foreignWrites: ReadonlySet<string>;
  /** Names that must stay readable on the global object: handlers, code in strings, scripts of others. */
  readElsewhere: (name: string) => boolean;
  /** Code from other hosts runs on a page. */
  remote: boolean;
  /** A free path for a new module that holds a namespace. */
  newModule: (name: string, folder: string) => string;
  /** Namespaces whose members would meet other exports or imports. */
  noMembers: ReadonlySet<string>;
  /** Pages whose order imports of later scripts would break. */
  noForward: ReadonlySet<string>;
}

/** Properties of a window that change or ignore what a script's variable is set to, so that they must stay what they are. */
const WINDOW_ACCESSORS = new Set(
  'name status defaultStatus location top parent self frames opener length closed history navigator screen event external origin document window'.split(
    ' ',
  ),
);
const GUARDS = new Set(['typeof', 'test', 'in']);

/** A script that must stay classic because of a global. */
export class CannotKeep extends Error {
  constructor(
    readonly id: string,
    readonly node: Node | null,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Decides how a global goes on.
 * @throws {CannotKeep} when a script that defines it has to stay classic
 */
export function decideGlobal(all: GlobalUse, context: GlobalsContext): GlobalPlan {
  const { name } = all;
  const { graph } = context;
  // A variable declared with let, const or class is no property of the window: `window.x` is something else.
  const isLexicalName = [...graph.nodes.values()].some((n) => LEXICAL.test(n.facts.declared.get(name)?.kind ?? ''));
  const isOther = ({ access }: GlobalUse['accesses'][number]): boolean => isLexicalName && access.via === 'member';
  const use = { name, accesses: all.accesses.filter((a) => !isOther(a)) };
  const decided = decide(use, context);
  for (const other of all.accesses.filter(isOther)) decided.viaGlobal.add(other.access);
  return decided;
}

const LEXICAL = /^(?:let|const|class)$/;

function decide(use: GlobalUse, context: GlobalsContext): GlobalPlan {
  const { name } = use;
  const { graph, modules } = context;
  const plan: GlobalPlan = {
    name,
    mode: 'global',
    owner: null,
    definition: null,
    bridge: false,
    setter: null,
    viaGlobal: new Set(),
    lexical: false,
    members: null,
    reason: null,
  };
  const keep = (reason: string): GlobalPlan =>
    checkGlobal({ ...plan, reason, lexical: isLexical(name, context) }, use, context);
  const writes = use.accesses.filter(({ access }) => access.mode !== 'read');
  const declarers = [...graph.nodes.values()].filter((n) => n.facts.declared.has(name)).map((n) => n.id);
  const definers = new Set([
    ...declarers,
    ...writes.map((w) => w.id),
    ...use.accesses.filter((a) => a.access.init).map((a) => a.id),
  ]);
  if ([...definers].some((id) => !modules.has(id))) return keep('a classic script defines it');
  const onlyOne = definers.size === 1 ? [...definers][0]! : null;
  if (
    onlyOne !== null &&
    use.accesses.every((a) => a.id === onlyOne) &&
    !context.readElsewhere(name) &&
    !staysForOthers(use, context)
  ) {
    if (declarers.length === 1 && !WINDOW_ACCESSORS.has(name) && use.accesses.every((a) => a.access.via !== 'member'))
      return { ...plan, mode: 'private', owner: onlyOne };
  }
  if (context.foreignWrites.has(name)) return keep('a script of others writes it');
  if (WINDOW_ACCESSORS.has(name)) return keep('it is a property of every window');
  if (use.accesses.some(({ access }) => access.mode === 'delete')) return keep('it is deleted');
  const isMade = isNamespace(use, context);
  const isInline = (id: string): boolean => graph.nodes.get(id)!.path === null;
  if ([...definers].some(isInline) && (!isMade || [...definers].every(isInline)))
    return keep('an inline script defines it');

  const decided = isMade
    ? namespacePlan(use, plan, context)
    : (augmentedPlan(use, declarers, plan, context) ?? exportPlan(use, declarers, writes, plan, context));
  if (typeof decided === 'string') return keep(decided);
  if (decided.mode === 'private') return decided;
  readAccesses(use, decided, context);
  if (owner(decided).startsWith(HELPER) && isUsedUnmade(use, context))
    return keep('a page uses it before any script makes it');
  const isSetEarly = use.accesses.some(
    ({ id, access }) => access.mode !== 'read' && decided.viaGlobal.has(access) && id !== decided.owner && !access.init,
  );
  if (isSetEarly) return keep('a script that may run before its declaration writes it');
  decided.bridge = decided.viaGlobal.size > 0 || context.readElsewhere(name) || staysForOthers(use, context);
  const members = context.noMembers.has(name) ? 'its members meet other names' : planMembers(use, decided, context);
  if (typeof members !== 'string') return { ...decided, mode: 'members', owner: null, members };
  return { ...decided, reason: members };
}

const owner = (plan: GlobalPlan): string => plan.owner ?? '';

/** Some page has a script that may use the namespace where no script has made it yet. */
function isUsedUnmade(use: GlobalUse, { graph, early, modules }: GlobalsContext): boolean {
  const makes = (id: string): boolean => {
    const { facts } = graph.nodes.get(id)!;
    return facts.declared.has(use.name) || facts.inits.some((i) => i.name === use.name);
  };
  return use.accesses.some(({ id, access }) => {
    if (makes(id) || !modules.has(id)) return false;
    return graph.pages.some(({ order }) => {
      const at = order.indexOf(id);
      const maker = order.findIndex(makes);
      if (at < 0 || (maker >= 0 && maker < at)) return false;
      return maker < 0 || access.use.unit === 0 || early.mayPrecede(id, access.use.unit, order[maker]!);
    });
  });
}

function isLexical(name: string, { graph, modules }: GlobalsContext): boolean {
  return [...graph.nodes.values()].some(
    (n) => !modules.has(n.id) && LEXICAL.test(n.facts.declared.get(name)?.kind ?? ''),
  );
}

/** Every value it ever gets is `{}`, or what a loose augmentation returns. */
function isNamespace(use: GlobalUse, context: GlobalsContext): boolean {
  const inits = use.accesses.filter((a) => a.access.init);
  if (inits.length === 0 && !declaresEmpty(use, context)) return false;
  return (
    context.graph.nodes.size > 0 &&
    use.accesses.every(
      ({ id, access }) => access.mode === 'read' || access.init || isAugmented(id, use.name, access.node, context),
    )
  );
}

function declaresEmpty(use: GlobalUse, { graph }: GlobalsContext): boolean {
  return [...graph.nodes.values()].some((n) => n.facts.inits.some((i) => i.name === use.name));
}

/** `M = (function (my) {…; return my})(M || {})` */
function isAugmented(id: string, name: string, target: Node, context: GlobalsContext): boolean {
  const { facts } = context.graph.nodes.get(id)!;
  return facts.iifes.some((iife) => {
    if (iife.target !== target && targetName(iife, facts) !== name) return false;
    const value = iife.returned?.argument;
    const binding = value ? facts.script.scopes.byNode.get(value)?.binding : null;
    const alias = binding ? facts.globals.aliasOf(binding) : null;
    return alias?.kind === 'global' && alias.name === name;
  });
}

/** One script makes the object, others only add to it: `var M = (function (my) {…; return my})(M)`. */
function augmentedPlan(
  use: GlobalUse,
  declarers: string[],
  plan: GlobalPlan,
  context: GlobalsContext,
): GlobalPlan | null {
  const { graph } = context;
  const isAddition = (id: string, target: Node): boolean => isAugmented(id, use.name, target, context);
  const makers = declarers.filter((id) =>
    graph.nodes
      .get(id)!
      .facts.declared.get(use.name)!
      .binding.declarations.some((d) => !isAddition(id, d)),
  );
  const owner = makers[0];
  if (owner === undefined || makers.length > 1) return null;
  const others = new Set([...declarers, ...use.accesses.filter((a) => a.access.mode !== 'read').map((a) => a.id)]);
  others.delete(owner);
  const declared = graph.nodes.get(owner)!.facts.declared.get(use.name)!;
  const isMadeOnce = declared.kind === 'var' && !declared.reassigned && declared.direct;
  const onlyAdds = use.accesses.every(
    ({ id, access }) => access.mode === 'read' || (id !== owner && isAddition(id, access.node)),
  );
  if (others.size === 0 || !isMadeOnce || !onlyAdds) return null;
  if (![...others].every((id) => placement(graph, id, owner).always && placement(graph, id, owner).before)) return null;
  return { ...plan, mode: 'namespace', owner, definition: { kind: 'declared' } };
}

function namespacePlan(use: GlobalUse, plan: GlobalPlan, context: GlobalsContext): GlobalPlan | string {
  const { name } = use;
  const { graph } = context;
  const scripts = [...graph.nodes.values()].filter(
    (n) => n.facts.inits.some((i) => i.name === name) || n.facts.declared.has(name),
  );
  for (const node of scripts) {
    const declared = node.facts.declared.get(name);
    if (declared && declared.kind !== 'var') return `it is declared with ${declared.kind}`;
    const inits = node.facts.inits.filter((i) => i.name === name);
    if (
      declared &&
      declared.binding.declarations.some(
        (d) => !inits.some((i) => i.node === parentOf(d)) && !isAugmented(node.id, name, d, context),
      )
    ) {
      return 'it is declared apart from its value';
    }
    for (const init of inits) {
      const isInArgument = init.statement === null;
      if (!isInArgument && !atModuleLevel(init.statement!, node.id, context))
        return 'it is made inside a function or a block';
      if (isInArgument && !isArgument(init.node)) return 'it is made inside an expression';
    }
  }
  const ids = scripts.map((n) => n.id);
  // An inline script can't export it: a module of its own does.
  const owner = scripts.some((n) => n.path === null) ? null : firstOnAllPages(ids, graph);
  const isAgain = ({ id, facts }: (typeof scripts)[number]): boolean => {
    const inits = facts.inits.filter((i) => i.name === name);
    if (!inits.some((i) => i.form === 'empty')) return false;
    if (inits.some((i, at) => i.form === 'empty' && at > 0)) return true;
    return graph.pages.some(({ order }) => order.includes(id) && order.find((o) => ids.includes(o)) !== id);
  };
  if (scripts.some(isAgain)) return 'it is set to a new object again';
  const ofOwner = owner === null ? [] : graph.nodes.get(owner)!.facts.inits.filter((i) => i.name === name);
  if (
    !scripts.some(
      (n) =>
        n.facts.inits.some((i) => i.name === name && i.form !== 'value') ||
        n.facts.declared.has(name) ||
        isAugmentedIn(n.facts, name, context),
    )
  )
    return 'no script sets it';
  const folder = commonFolder(scripts.flatMap((n) => n.path ?? []));
  const definition: Definition | null = ofOwner[0] ? { kind: 'init', init: ofOwner[0] } : null;
  return {
    ...plan,
    mode: 'namespace',
    owner: owner ?? HELPER + context.newModule(name, folder),
    definition: owner === null ? null : definition,
  };
}

const isAugmentedIn = (facts: ScriptFacts, name: string, context: GlobalsContext): boolean =>
  facts.iifes.some((iife) => iife.target && isAugmented(facts.script.id, name, iife.target, context));

/** An argument of an immediately called function, or the value of an alias. */
function isArgument(node: Node): boolean {
  const parent = parentOf(node);
  return parent?.type === 'CallExpression' || parent?.type === 'VariableDeclarator';
}

function exportPlan(
  use: GlobalUse,
  declarers: string[],
  writes: GlobalUse['accesses'],
  plan: GlobalPlan,
  context: GlobalsContext,
): GlobalPlan | string {
  const { name } = use;
  const { graph } = context;
  if (declarers.length > 1) {
    return isPrivate(use, declarers, context) ? { ...plan, mode: 'private' } : 'several scripts declare it';
  }
  const setter = (owner: string): string | null =>
    writes.some((w) => w.id !== owner) ? `set${name[0]!.toUpperCase()}${name.slice(1)}` : null;
  const foreign = (owner: string): boolean => writes.some((w) => w.id !== owner && !canSet(w.access));
  if (declarers.length === 1) {
    const owner = declarers[0]!;
    const declared = graph.nodes.get(owner)!.facts.declared.get(name)!;
    if (foreign(owner)) return 'another script changes it in place';
    if (declared.kind === 'const' && setter(owner)) return 'another script writes it';
    return { ...plan, mode: 'export', owner, definition: { kind: 'declared' }, setter: setter(owner) };
  }
  if (writes.every((w) => w.access.via === 'bare')) {
    const owner = firstOnAllPages([...new Set(writes.map((w) => w.id))], graph);
    if (owner === null) return 'the pages do not agree on which script sets it first';
    if (foreign(owner)) return 'another script changes it in place';
    if (use.accesses.some((a) => a.access.via === 'member' || GUARDS.has(a.access.use.kind)))
      return 'it is looked for on the global object';
    if (namesAtTop(graph.nodes.get(owner)!.facts, context.unwraps.get(owner) ?? []).has(name))
      return 'the module has another variable of that name';
    return { ...plan, mode: 'export', owner, definition: { kind: 'implied' }, setter: setter(owner) };
  }
  if (writes.length !== 1) return 'it is written more than once';
  const { id, access } = writes[0]!;
  const assignment = parentOf(access.node);
  const statement = assignment ? parentOf(assignment) : null;
  if (
    assignment?.type !== 'AssignmentExpression' ||
    assignment.operator !== '=' ||
    statement?.type !== 'ExpressionStatement'
  )
    return 'it is set inside an expression';
  if (!atModuleLevel(statement, id, context)) return 'it is set inside a function or a block';
  const { facts } = graph.nodes.get(id)!;
  const value = assignment.right;
  const unwraps = context.unwraps.get(id) ?? [];
  const opened = unwraps.find((u) => u.iife.statement === statement);
  const top = namesAtTop(facts, unwraps);
  const local = opened?.returns?.local ?? (value.type === 'Identifier' ? value.name : null);
  if (top.has(name) && local !== name) return 'the module has another variable of that name';
  if (local === name && !top.has(name))
    return 'it is set to a variable of the same name that is no variable of the module';
  if (guardedBefore(use, id, statement, context)) return 'code looks for it before it is set';
  return { ...plan, mode: 'export', owner: id, definition: { kind: 'write', access, statement, value } };
}

/** Its own script asks for it where it may not be there yet. */
function guardedBefore(use: GlobalUse, id: string, statement: t.Statement, context: GlobalsContext): boolean {
  return use.accesses.some(({ id: from, access }) => {
    if (from !== id || access.mode !== 'read') return false;
    if (access.use.unit === 0) return access.node.start! < statement.start!;
    const asks = access.via === 'member' || GUARDS.has(access.use.kind);
    return asks && context.early.runsBefore(id, access.use.unit, statement.start!);
  });
}

/** The names that the module's top level will bind. */
export function namesAtTop(facts: ScriptFacts, unwraps: UnwrapPlan[]): Set<string> {
  const names = new Set(facts.script.scopes.program.bindings.keys());
  for (const unwrap of unwraps) {
    for (const binding of scopeOf(unwrap.iife, facts)?.bindings.values() ?? []) {
      const param = unwrap.params.find((p) => p.name === binding.name && binding.kind === 'param');
      if (!param || param.action === 'declare') names.add(binding.name);
    }
  }
  return names;
}

/** `x = v` and `x += v` can go through a function of the owner; `x++` keeps its place only where nothing reads its value. */
function canSet(access: Access): boolean {
  const parent = parentOf(access.node);
  return (
    parent?.type === 'AssignmentExpression' &&
    parent.left === access.node &&
    !/^(?:\|\||&&|\?\?)=$/.test(parent.operator)
  );
}

/** Several scripts declare it, but none ever sees the value of another. */
function isPrivate(use: GlobalUse, declarers: string[], context: GlobalsContext): boolean {
  if (context.readElsewhere(use.name)) return false;
  if (!use.accesses.every((a) => declarers.includes(a.id) && a.access.via === 'bare')) return false;
  const together = context.graph.pages.some(({ order }) => declarers.filter((d) => order.includes(d)).length > 1);
  if (!together) return true;
  return declarers.every((id) => {
    const declared = context.graph.nodes.get(id)!.facts.declared.get(use.name)!;
    const own = use.accesses.filter((a) => a.id === id);
    if (own.some((a) => a.access.use.unit !== 0)) return false;
    if (declared.kind === 'function') return true;
    const parent = parentOf(declared.binding.declarations[0]!);
    const first = declared.binding.declarations[0]!.start!;
    return (
      parent?.type === 'VariableDeclarator' &&
      parent.init !== null &&
      parent.init !== undefined &&
      own.every((a) => a.access.node.start! > first)
    );
  });
}

/** Marks the accesses that can't become imports. */
function readAccesses(use: GlobalUse, plan: GlobalPlan, context: GlobalsContext): void {
  const owner = plan.owner!;
  const isHelper = owner.startsWith(HELPER);
  for (const { id, access } of use.accesses) {
    if (!context.modules.has(id)) {
      plan.viaGlobal.add(access);
      continue;
    }
    const { facts } = context.graph.nodes.get(id)!;
    if (access.via === 'member' && isShadowed(access, id, use.name, context)) plan.viaGlobal.add(access);
    else if (
      id !== owner &&
      !isHelper &&
      !(importable(id, access, owner, context) && isBoundTo(use, id, owner, context))
    )
      plan.viaGlobal.add(access);
    else if (id !== owner && access.via === 'bare' && facts.declared.has(use.name) && plan.mode !== 'namespace')
      plan.viaGlobal.add(access);
  }
}

/** A name is one thing in a module: when one access of a script can't be the import, none of them is. */
function isBoundTo(use: GlobalUse, id: string, owner: string, context: GlobalsContext): boolean {
  return use.accesses.every(
    (a) => a.id !== id || a.access.via === 'member' || importable(id, a.access, owner, context),
  );
}

/** Whether a script may import one that runs later on some page. */
export function isForwardAllowed(id: string, owner: string, { graph, noForward }: GlobalsContext): boolean {
  return graph.pages.every(
    ({ page, order }) => !noForward.has(page.path) || !order.includes(id) || order.indexOf(owner) < order.indexOf(id),
  );
}

function importable(id: string, access: Access, owner: string, context: GlobalsContext): boolean {
  const { always, before } = placement(context.graph, id, owner);
  if (!always) return false;
  if (before) return true;
  const { unit } = access.use;
  return isForwardAllowed(id, owner, context) && unit !== 0 && !context.early.mayPrecede(id, unit, owner);
}

/** Whether `X` would mean something else where `window.X` stands. */
function isShadowed(access: Access, id: string, name: string, context: GlobalsContext): boolean {
  const { facts } = context.graph.nodes.get(id)!;
  let scope = access.scope;
  if (!scope) {
    // `this.X`: the scope around it is that of the nearest function, which the reference of no name tells.
    for (let up: Node | null = access.node; up && !scope; up = parentOf(up)) scope = scopeOfFunction(up, facts);
    scope ??= facts.script.scopes.program;
  }
  const opened = new Set((context.unwraps.get(id) ?? []).map((u) => u.iife.fn as Node));
  for (let at = scope; at !== facts.script.scopes.program; at = at.parent!) {
    const binding = at.bindings.get(name);
    if (!binding) {
      if (!at.parent) break;
      continue;
    }
    if (!opened.has(at.node)) return true;
    if (binding.kind === 'param') continue;
    // At the top level of the opened function it is the module's variable: right only if that is what the global holds.
    return !isDefinedFrom(facts, name);
  }
  return false;
}

function isDefinedFrom(facts: ScriptFacts, name: string): boolean {
  return facts.accesses.some((a) => {
    const parent = parentOf(a.node);
    return (
      a.name === name &&
      parent?.type === 'AssignmentExpression' &&
      parent.left === a.node &&
      parent.right.type === 'Identifier' &&
      parent.right.name === name
    );
  });
}

function scopeOfFunction(node: Node, facts: ScriptFacts): Access['scope'] {
  if (!('params' in node)) return null;
  for (const reference of facts.script.scopes.references) {
    for (let scope: Access['scope'] = reference.scope; scope; scope = scope.parent)
      if (scope.node === node && scope.isFunction) return scope;
  }
  return null;
}

/** True for a statement of the program, or of a function that opens up. */
export function atModuleLevel(statement: Node, id: string, context: Pick<GlobalsContext, 'unwraps'>): boolean {
  const parent = parentOf(statement);
  if (parent?.type === 'Program') return true;
  return (context.unwraps.get(id) ?? []).some((u) => u.iife.body === parent);
}

/** The one of several scripts that runs first on every page that loads any of them. */
function firstOnAllPages(ids: string[], graph: ScriptGraph): string | null {
  let first: string | null = null;
  for (const { order } of graph.pages) {
    const here = order.find((id) => ids.includes(id));
    if (here === undefined) continue;
    if (first !== null && first !== here) return null;
    first = here;
  }
  return first;
}

export function commonFolder(paths: string[]): string {
  let folder = posix.dirname(paths[0]!);
  while (!paths.every((p) => folder === '.' || p.startsWith(`${folder}/`))) folder = posix.dirname(folder);
  return folder;
}

/** Set for code that isn't at hand: `window.X = …` that nothing here reads, `var _q = _q || []`. */
function staysForOthers(use: GlobalUse, context: GlobalsContext): boolean {
  if (!context.remote) return false;
  const writers = new Set(use.accesses.filter((a) => a.access.mode !== 'read').map((a) => a.id));
  const isRead = use.accesses.some((a) => a.access.mode === 'read' && !writers.has(a.id));
  if (isRead) return false;
  return use.accesses.some(({ access }) => {
    const parent = parentOf(access.node);
    if (access.via === 'member' && access.mode === 'write') return true;
    const holder = parent ? parentOf(parent) : null;
    return (
      parent?.type === 'LogicalExpression' &&
      holder?.type === 'VariableDeclarator' &&
      holder.id.type === 'Identifier' &&
      holder.id.name === use.name
    );
  });
}

/** Checks that every script which defines a global that stays one can go on doing so as a module. */
function checkGlobal(plan: GlobalPlan, use: GlobalUse, context: GlobalsContext): GlobalPlan {
  for (const { id, access } of use.accesses) {
    if (plan.lexical && access.mode === 'write' && context.modules.has(id))
      throw new CannotKeep(id, access.node, `\`${use.name}\` belongs to a classic script and is written here`);
  }
  for (const node of context.graph.nodes.values()) {
    const declared = node.facts.declared.get(use.name);
    if (!declared || !context.modules.has(node.id)) continue;
    const isWrittenElsewhere = use.accesses.some(
      (a) => a.access.mode !== 'read' && (a.id !== node.id || declared.reassigned),
    );
    if (declared.kind !== 'var') {
      const others = [...context.graph.nodes.values()].some((n) => n !== node && n.facts.declared.has(use.name));
      if (!isWrittenElsewhere && !others) continue;
      throw new CannotKeep(
        node.id,
        declared.binding.declarations[0]!,
        `\`${use.name}\` is a global ${declared.kind} and ${plan.reason}`,
      );
    }
    const isPlain = declared.binding.declarations.every((id) => {
      const declaration = parentOf(parentOf(id)!);
      return (
        declaration?.type === 'VariableDeclaration' &&
        declaration.declarations.length === 1 &&
        parentOf(declaration)?.type === 'Program'
      );
    });
    if (!isPlain)
      throw new CannotKeep(
        node.id,
        declared.binding.declarations[0]!,
        `\`${use.name}\` is declared where it cannot be written to the global object, and ${plan.reason}`,
      );
  }
  return plan;
}
