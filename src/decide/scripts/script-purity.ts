import type * as t from '@babel/types';
import { isFunctionNode, parentOf, type Node } from '../../analyse/tree.js';
import { immediateArguments } from '../../analyse/scripts/global-object.js';
import type { ScriptNode } from '../../link/script-graph.js';
import type { ScriptsPlan } from './script-plan.js';

/**
 * Whether loading a script as a module does nothing that others could notice: it only declares functions, classes and
 * plain values, and puts them into objects of its own. Such a module may run earlier than its script did.
 */
export function isPureScript(node: ScriptNode, plan: ScriptsPlan): boolean {
  if (node.path === null) return false;
  for (const global of plan.globals.of(node.id)) {
    const isOwn = global.owner === node.id || node.facts.declared.has(global.name);
    const isDefined = isOwn || node.facts.accesses.some((a) => a.name === global.name && a.mode !== 'read');
    if (isDefined && (global.bridge || global.mode === 'global')) return false;
  }
  return node.facts.script.program.body.every((s) => isPureStatement(s, node, plan));
}

/** Whether a script does nothing while it loads that may throw: it declares, sets what is its own, and adds listeners. */
export const onlyDeclares = (node: ScriptNode, plan: ScriptsPlan): boolean =>
  node.facts.script.program.body.every((s) => isPureStatement(s, node, plan) || isListener(s));

/** `document.addEventListener('…', function () {…})`, `window.onload = function () {…}` */
function isListener(statement: t.Statement): boolean {
  if (statement.type !== 'ExpressionStatement') return false;
  const { expression } = statement;
  const isOfPage = (member: Node): boolean =>
    member.type === 'MemberExpression' &&
    member.object.type === 'Identifier' &&
    /^(?:window|document|self)$/.test(member.object.name);
  if (expression.type === 'AssignmentExpression')
    return expression.operator === '=' && isOfPage(expression.left) && isFunctionNode(expression.right);
  if (expression.type !== 'CallExpression' || !isOfPage(expression.callee)) return false;
  const [type, listener] = expression.arguments;
  const { property } = expression.callee as t.MemberExpression;
  const isAdded = property.type === 'Identifier' && property.name === 'addEventListener';
  return isAdded && type?.type === 'StringLiteral' && Boolean(listener) && isFunctionNode(listener!);
}

function isPureStatement(statement: t.Statement, node: ScriptNode, plan: ScriptsPlan): boolean {
  const pure = (value: Node | null | undefined): boolean => !value || isPureValue(value, node, plan);
  switch (statement.type) {
    case 'EmptyStatement':
    case 'FunctionDeclaration':
      return true;
    case 'ClassDeclaration':
      return !statement.superClass && statement.body.body.every((m) => m.type === 'ClassMethod' && !m.computed);
    case 'VariableDeclaration':
      return statement.declarations.every((d) => d.id.type === 'Identifier' && (isMade(d, node, plan) || pure(d.init)));
    case 'ExpressionStatement': {
      let { expression } = statement;
      while (expression.type === 'UnaryExpression') expression = expression.argument;
      if (expression.type === 'AssignmentExpression' && expression.operator === '=') {
        return isMade(expression, node, plan) || (isOwnTarget(expression.left, node, plan) && pure(expression.right));
      }
      return pure(expression);
    }
    case 'ReturnStatement':
      return pure(statement.argument);
    default:
      return false;
  }
}

/** `NS = NS || {}` of a namespace that this script owns, or that goes without an object. */
function isMade(at: Node, node: ScriptNode, plan: ScriptsPlan): boolean {
  const init = node.facts.inits.find((i) => i.node === at);
  return (
    init !== undefined && (Boolean(plan.globals.get(init.name, node.id)?.members) || isOwnName(init.name, node, plan))
  );
}

function isPureValue(value: Node, node: ScriptNode, plan: ScriptsPlan): boolean {
  const pure = (inner: Node): boolean => isPureValue(inner, node, plan);
  if (isFunctionNode(value) || /^(?:String|Numeric|Boolean|Null|RegExp|BigInt)Literal$/.test(value.type)) return true;
  switch (value.type) {
    case 'Identifier': {
      const binding = node.facts.script.scopes.byNode.get(value)?.binding;
      if (binding) return true;
      return (
        /^(?:undefined|NaN|Infinity|window|document|self|globalThis|Math|Object|Array)$/.test(value.name) ||
        isOwnName(value.name, node, plan)
      );
    }
    case 'ThisExpression':
      return true;
    case 'ArrayExpression':
      return value.elements.every((e) => e !== null && pure(e));
    case 'ObjectExpression':
      return value.properties.every(
        (p) => p.type === 'ObjectMethod' || (p.type === 'ObjectProperty' && !p.computed && pure(p.value as Node)),
      );
    case 'UnaryExpression':
      return value.operator !== 'delete' && pure(value.argument);
    case 'MemberExpression':
      return isPlatformRead(value, node, plan);
    case 'LogicalExpression':
    case 'BinaryExpression':
      return pure(value.left) && pure(value.right);
    case 'ConditionalExpression':
      return pure(value.test) && pure(value.consequent) && pure(value.alternate);
    case 'CallExpression': {
      const callee = value.callee.type === 'MemberExpression' ? value.callee.object : value.callee;
      if (
        callee.type !== 'FunctionExpression' ||
        callee.body.type !== 'BlockStatement' ||
        callee.async ||
        callee.generator
      )
        return false;
      const args = immediateArguments(value, callee);
      if (!args?.every((a) => pure(a) || isMade(a, node, plan))) return false;
      return callee.body.body.every((s) => isPureStatement(s, node, plan));
    }
    default:
      return false;
  }
}

/** `Math.PI`, `window.performance`: what no script of the project sets. */
function isPlatformRead(value: t.MemberExpression, node: ScriptNode, plan: ScriptsPlan): boolean {
  const { object, property } = value;
  if (value.computed || property.type !== 'Identifier' || object.type !== 'Identifier') return false;
  if (node.facts.script.scopes.byNode.get(object)?.binding) return false;
  return /^(?:Math|Number|window|navigator|document)$/.test(object.name) && !plan.globals.get(property.name, node.id);
}

/** A global that this script alone defines, so that nothing happens to what others hold. */
function isOwnName(name: string, node: ScriptNode, plan: ScriptsPlan): boolean {
  const global = plan.globals.get(name, node.id);
  if (!global) return false;
  if (global.mode === 'private') return true;
  if (global.members) return global.members.parts.every((p) => p === node.id);
  return global.owner === node.id && global.setter === null;
}

/** `X.y.z` of a variable or namespace of the script's own, or of a parameter that stands for one. */
function isOwnTarget(target: Node, node: ScriptNode, plan: ScriptsPlan): boolean {
  let root = target;
  while (root.type === 'MemberExpression' && !root.computed) {
    const access = node.facts.accesses.find((a) => a.node === root);
    if (access) return isOwnName(access.name, node, plan) || isOnlyMember(access.name, target, node, plan);
    root = root.object;
  }
  if (root.type !== 'Identifier') return false;
  const access = node.facts.accesses.find((a) => a.node === root);
  if (access) return isOwnName(access.name, node, plan) || isOnlyMember(access.name, target, node, plan);
  const binding = node.facts.script.scopes.byNode.get(root)?.binding;
  const declaration = binding ? parentOf(binding.declarations[0]!) : null;
  return (
    declaration?.type === 'FunctionDeclaration' ||
    declaration?.type === 'ClassDeclaration' ||
    declaration?.type === 'VariableDeclarator'
  );
}

/** A member of a namespace without an object: it becomes an export. */
function isOnlyMember(name: string, target: Node, node: ScriptNode, plan: ScriptsPlan): boolean {
  const members = plan.globals.get(name, node.id)?.members?.members;
  let outer: Node = target;
  while (outer.type === 'MemberExpression') {
    const at = outer;
    if (members?.some((m) => m.id === node.id && m.from === 'statement' && memberTarget(m.statement!) === at))
      return true;
    const { object } = at;
    if (members?.some((m) => m.id === node.id && sameText(object, m.key, name, node))) return true;
    outer = object;
  }
  return false;
}

function memberTarget(statement: t.Statement): Node | null {
  return statement.type === 'ExpressionStatement' && statement.expression.type === 'AssignmentExpression'
    ? statement.expression.left
    : null;
}

/** `NS.key` */
function sameText(object: Node, key: string, name: string, node: ScriptNode): boolean {
  if (object.type !== 'MemberExpression' || object.property.type !== 'Identifier' || object.property.name !== key)
    return false;
  return node.facts.accesses.some((a) => a.node === object.object && a.name === name);
}
