import { parentOf, type Node } from '../../analyse/tree.js';
import { isWindowProperty, READONLY_PROPERTIES, WINDOW_ACCESSORS } from '../../analyse/scripts/window-properties.js';
import { HELPER } from '../../link/load-order.js';
import { shareAPage, type GlobalUse } from '../../link/script-graph.js';
import { isUsedUnmade, readAccesses } from './script-accesses.js';
import type { GlobalsContext } from './script-context.js';
import { earlyDeclaration } from './script-early.js';
import { exportPlan, isGuard, isPrivate, isSetOnce } from './script-exports.js';
import { planMembers } from './script-members.js';
import { augmentedPlan, isNamespace, namespacePlan } from './script-namespaces.js';
import { namesAtTop } from './script-places.js';
import type { GlobalPlan } from './script-plan.js';

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
export function decideGlobal(all: GlobalUse, program: GlobalsContext): GlobalPlan {
  const { name, graph } = all;
  // A variable declared with let, const or class is no property of the window: `window.x` is something else.
  const isLexicalName = [...graph.nodes.values()].some((n) => LEXICAL.test(n.facts.declared.get(name)?.kind ?? ''));
  const { outside } = program;
  const context = {
    ...program,
    graph,
    outside: isLexicalName ? { ...outside, reads: outside.readsVariable } : outside,
  };
  const isOther = ({ access }: GlobalUse['accesses'][number]): boolean => isLexicalName && access.via === 'member';
  const use = { ...all, accesses: all.accesses.filter((a) => !isOther(a)) };
  const decided = decide(use, context);
  const isAsked = use.accesses.length < all.accesses.length || outside.asksFor(name);
  if (isLexicalName && isAsked && (decided.bridge || decided.mode === 'global')) keepVariable(name, context);
  for (const other of all.accesses.filter(isOther)) decided.viaGlobal.add(other.access);
  return decided;
}

/** How many places give it a value. */
function countSets({ name, accesses, graph }: GlobalUse): number {
  const declared = [...graph.nodes.values()].flatMap(
    (n) => n.facts.declared.get(name)?.binding.declarations.map((id) => parentOf(id)!) ?? [],
  );
  const sets = declared.filter((node) => node.type !== 'VariableDeclarator' || node.init);
  return sets.length + accesses.filter(({ access }) => access.mode !== 'read').length;
}

/** Keeps scripts classic whose variable would become the property that code asks the global object for. */
function keepVariable(name: string, { graph, modules }: GlobalsContext): void {
  for (const { id, facts } of graph.nodes.values()) {
    const declaration = facts.declared.get(name)?.binding.declarations[0];
    const message = `\`${name}\` is no property of the window here, and would have to be one for scripts that cannot import it`;
    if (declaration && modules.has(id)) throw new CannotKeep(id, declaration, message);
  }
}

const LEXICAL = /^(?:let|const|class)$/;

function decide(use: GlobalUse, context: GlobalsContext): GlobalPlan {
  const { name } = use;
  const { graph, modules } = context;
  const plan: GlobalPlan = {
    name,
    scripts: new Set(graph.nodes.keys()),
    mode: 'global',
    owner: null,
    definition: null,
    bridge: false,
    setter: null,
    counted: 'any',
    setOnce: !context.outside.writes(name) && countSets(use) === 1,
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
  const showsPlatform = isWindowProperty(name) && mayShowPlatform(use, declarers, context);
  const onlyOne = definers.size === 1 ? [...definers][0]! : null;
  if (
    onlyOne !== null &&
    use.accesses.every((a) => a.id === onlyOne) &&
    !context.outside.reads(name) &&
    !context.outside.writes(name) &&
    !staysForOthers(use, context)
  ) {
    if (
      declarers.length === 1 &&
      !WINDOW_ACCESSORS.has(name) &&
      !showsPlatform &&
      use.accesses.every((a) => a.access.via !== 'member')
    )
      return { ...plan, mode: 'private', owner: onlyOne };
    if (isImpliedInside(use, declarers, onlyOne, context))
      return { ...plan, mode: 'private', owner: onlyOne, definition: { kind: 'implied' } };
  }
  if (context.outside.writes(name)) return keep('code that cannot import it writes it');
  if (WINDOW_ACCESSORS.has(name) || showsPlatform) return keep('it is a property of every window');
  if (use.accesses.some(({ access }) => access.mode === 'delete')) return keep('it is deleted');
  const isMade = isNamespace(use, context);
  const isInline = (id: string): boolean => graph.nodes.get(id)!.path === null;
  const isMadeInline = declarers.length === 1 ? isInline(declarers[0]!) : [...definers].some(isInline);
  if (isMadeInline && (!isMade || [...definers].every(isInline)))
    return isPrivate(use, [...definers], context) ? { ...plan, mode: 'private' } : keep('an inline script defines it');

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
  decided.bridge = decided.viaGlobal.size > 0 || context.outside.reads(name) || staysForOthers(use, context);
  if (decided.bridge && owner(decided).startsWith(HELPER) && context.outside.asksFor(name))
    return keep('code asks for it on the global object');
  const isBoth = decided.definition !== null && earlyDeclaration(decided, graph, context.early) === 'both';
  if (isBoth) return keep('code looks for it before it is set');
  const members = context.noMembers.has(name) ? 'its members meet other names' : planMembers(use, decided, context);
  if (typeof members !== 'string') return { ...decided, mode: 'members', owner: null, members };
  return { ...decided, reason: members };
}

/** A variable that one script makes by assigning to it, and that nobody else asks for. */
function isImpliedInside(use: GlobalUse, declarers: string[], id: string, context: GlobalsContext): boolean {
  const { name, accesses } = use;
  const { facts, path } = context.graph.nodes.get(id)!;
  if (declarers.length > 0 || isWindowProperty(name) || context.outside.hasElement(name)) return false;
  if (!accesses.every(({ access }) => access.via === 'bare' && !access.init && !isGuard(access))) return false;
  const writes = accesses.filter(({ access }) => access.mode !== 'read');
  if (writes.some(({ access }) => access.mode === 'delete')) return false;
  if (path !== null && isSetOnce(writes, context)) return false;
  return !namesAtTop(facts, context.unwraps.get(id) ?? []).has(name);
}

/** Whether code may see what the platform gives under this name, or a script replaces that for everybody. */
function mayShowPlatform(use: GlobalUse, declarers: string[], context: GlobalsContext): boolean {
  if (declarers.length === 0) return true;
  return declarers.some((id) => {
    const { kind, binding } = context.graph.nodes.get(id)!.facts.declared.get(use.name)!;
    if (kind !== 'var') return false;
    const declarator = parentOf(binding.declarations[0]!)!;
    const isSet = declarator.type === 'VariableDeclarator' && Boolean(declarator.init);
    if (!isSet) return true;
    return use.accesses.some(({ id: from, access }) => {
      const { unit } = access.use;
      if (from !== id) return context.early.mayPrecede(from, unit, id, true);
      return unit === 0
        ? access.node.end! <= declarator.end! && access.mode === 'read'
        : context.early.runsBefore(id, unit, declarator.start!);
    });
  });
}

/** Whether a declaration can become assignments to the global object. */
function isAssignable(declaration: Node, name: string): boolean {
  if (declaration.type !== 'VariableDeclaration') return false;
  const isAlone = declaration.declarations.length === 1;
  if (READONLY_PROPERTIES.has(name) && !isAlone) return false;
  if (!declaration.declarations.every((d) => d.id.type === 'Identifier')) return false;
  const parent = parentOf(declaration)!;
  if (parent.type === 'Program' || parent.type === 'BlockStatement') return true;
  return isAlone && /^For(?:In|Of)?Statement$/.test(parent.type) && !READONLY_PROPERTIES.has(name);
}

/** `x = value;` */
function isPlainWrite(node: Node): boolean {
  const assignment = parentOf(node);
  return (
    assignment?.type === 'AssignmentExpression' &&
    assignment.operator === '=' &&
    parentOf(assignment)?.type === 'ExpressionStatement'
  );
}

const owner = (plan: GlobalPlan): string => plan.owner ?? '';

function isLexical(name: string, { graph, modules }: GlobalsContext): boolean {
  return [...graph.nodes.values()].some(
    (n) => !modules.has(n.id) && LEXICAL.test(n.facts.declared.get(name)?.kind ?? ''),
  );
}

/**
 * Set for code that isn't at hand: what nothing here reads (`function onLibraryReady() {…}`), `window.X = …` that no other
 * script reads, `var _q = _q || []`.
 */
function staysForOthers(use: GlobalUse, context: GlobalsContext): boolean {
  if (!context.outside.remote) return false;
  if (!use.accesses.some((a) => a.access.mode === 'read')) return true;
  // A queue that a script of another host takes over.
  const isQueue = use.accesses.some(({ access: { node } }) => {
    const parent = parentOf(node);
    return parent?.type === 'LogicalExpression' && parent.left === node && parent.right.type === 'ArrayExpression';
  });
  if (isQueue) return true;
  const declarers = [...context.graph.nodes.values()].filter((n) => n.facts.declared.has(use.name));
  const writers = new Set([
    ...use.accesses.filter((a) => a.access.mode !== 'read').map((a) => a.id),
    ...declarers.map((n) => n.id),
  ]);
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
  const isDeclared = [...context.graph.nodes.values()].some((n) => n.facts.declared.has(use.name));
  const isDeleted = use.accesses.some(({ access }) => access.mode === 'delete');
  for (const { id, access } of use.accesses) {
    if (isDeclared && access.mode === 'delete' && context.modules.has(id))
      throw new CannotKeep(
        id,
        access.node,
        `\`${use.name}\` is a variable, which scripts cannot delete: a module throws`,
      );
    if (plan.lexical && access.mode === 'write' && context.modules.has(id))
      throw new CannotKeep(id, access.node, `\`${use.name}\` belongs to a classic script and is written here`);
    if (READONLY_PROPERTIES.has(use.name) && access.mode !== 'read' && !isPlainWrite(access.node))
      throw new CannotKeep(id, access.node, `\`${use.name}\` is a property of every window that cannot be set`);
  }
  for (const node of context.graph.nodes.values()) {
    const declared = node.facts.declared.get(use.name);
    if (!declared || !context.modules.has(node.id)) continue;
    if (isDeleted)
      throw new CannotKeep(
        node.id,
        declared.binding.declarations[0]!,
        `\`${use.name}\` is a variable, which scripts cannot delete, and some script tries to`,
      );
    const isElsewhere = (id: string): boolean => id !== node.id && shareAPage(id, node.id, context.graph);
    const isWrittenElsewhere =
      context.outside.writes(use.name) ||
      use.accesses.some(
        (a) => a.access.mode !== 'read' && (isElsewhere(a.id) || (a.id === node.id && declared.reassigned)),
      );
    if (declared.kind !== 'var') {
      const others = [...context.graph.nodes.values()].some((n) => isElsewhere(n.id) && n.facts.declared.has(use.name));
      if (!isWrittenElsewhere && !others) continue;
      throw new CannotKeep(
        node.id,
        declared.binding.declarations[0]!,
        `\`${use.name}\` is a global ${declared.kind} and ${plan.reason}`,
      );
    }
    const isPlain = declared.binding.declarations.every((id) => isAssignable(parentOf(parentOf(id)!)!, use.name));
    if (!isPlain)
      throw new CannotKeep(
        node.id,
        declared.binding.declarations[0]!,
        `\`${use.name}\` is declared where it cannot be written to the global object, and ${plan.reason}`,
      );
  }
  return plan;
}
