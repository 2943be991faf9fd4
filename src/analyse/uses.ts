import type * as t from '@babel/types';
import type { PatternFacts, UseFacts, UseKind } from './facts.js';
import { outerRange, rangeOf } from './ranges.js';
import type { Places } from './places.js';
import { isFunctionNode, isWriteTarget, parentOf, throughOperators, type Node } from './tree.js';

/** The static name of a member expression (`x.k`, `x['k']`); null when computed from a value. */
export function memberKey(node: t.MemberExpression | t.OptionalMemberExpression): string | null {
  if (!node.computed) return node.property.type === 'Identifier' ? node.property.name : null;
  if (node.property.type === 'StringLiteral') return node.property.value;
  if (node.property.type === 'NumericLiteral') return String(node.property.value);
  if (node.property.type === 'TemplateLiteral' && node.property.expressions.length === 0) {
    return node.property.quasis[0]?.value.cooked ?? null;
  }
  return null;
}

/** The static key of a property, method or class member; null when computed from a value. */
export function propertyKey(node: { key: Node; computed?: boolean }): string | null {
  if (!node.computed && node.key.type === 'Identifier') return node.key.name;
  if (node.key.type === 'StringLiteral') return node.key.value;
  if (node.key.type === 'NumericLiteral') return String(node.key.value);
  return null;
}

/** True for `Object.keys(x)` and its siblings that list an object's own properties. */
function isEnumeration(call: t.CallExpression, argument: Node): boolean {
  const callee = call.callee;
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier' || callee.computed) return false;
  if (callee.object.name !== 'Object' && callee.object.name !== 'Reflect') return false;
  const name = callee.property.type === 'Identifier' ? callee.property.name : '';
  if (/^(keys|values|entries|getOwnPropertyNames|getOwnPropertyDescriptors|ownKeys)$/.test(name)) return true;
  return name === 'assign' && call.arguments[0] !== argument;
}

/** Methods that write to their first argument, in the language and in the usual test and utility libraries. */
const patching =
  /^(assign|defineProperty|defineProperties|setPrototypeOf|freeze|seal|preventExtensions|set|deleteProperty|stub|spy|spyOn|mock|method|getter|setter|replace|replaceProperty|extend|mixin|merge|defaults|promisifyAll|inherits|wrap|fake|createSandbox|decorate)$/;
/** Functions that look at their arguments and keep nothing. */
const inspecting = /^(console|assert|expect|should|t|test|tap|util|JSON|String|Boolean|Array|isPrototypeOf)$/;

/** What a call does with an argument, as far as the callee's name tells. */
function argumentUse(call: t.CallExpression, argument: Node): UseKind {
  let root: Node = call.callee;
  const key = root.type === 'MemberExpression' ? memberKey(root) : root.type === 'Identifier' ? root.name : null;
  if (key !== null && patching.test(key) && call.arguments[0] === argument) return 'patch';
  while (root.type === 'MemberExpression' || root.type === 'CallExpression') {
    root = root.type === 'MemberExpression' ? root.object : root.callee;
  }
  return root.type === 'Identifier' && inspecting.test(root.name) ? 'inspect' : 'escape';
}

/** The member of a function that printing it (or what it makes) reads: `console.log(f)` shows its name, `'' + f` its text. */
export function readByPrinting(node: Node): 'name' | 'toString' | null {
  const value = throughOperators(node);
  const parent = parentOf(value);
  if (parent?.type === 'TemplateLiteral' || (parent?.type === 'BinaryExpression' && parent.operator === '+'))
    return 'toString';
  if (parent?.type !== 'CallExpression' || parent.callee === value) return null;
  return isPrinter(parent.callee) ? 'name' : null;
}

/** `console.log`, `util.inspect`, `inspect`, `require('util').format`. */
function isPrinter(callee: Node): boolean {
  if (callee.type === 'Identifier') return /^(inspect|format)$/.test(callee.name);
  if (callee.type !== 'MemberExpression') return false;
  const { object } = callee;
  if (object.type === 'Identifier') return /^(console|util)$/.test(object.name);
  const argument = object.type === 'CallExpression' ? object.arguments[0] : undefined;
  return argument?.type === 'StringLiteral' && /^(node:)?util$/.test(argument.value);
}

/** The strings that a variable runs through: `['a', 'b'].forEach(function (key) { … })`, `for (const key of ['a', 'b'])`. */
function listedKeys(key: Node): string[] | null {
  if (key.type !== 'Identifier') return null;
  const isKey = (id: Node | undefined): boolean => id?.type === 'Identifier' && id.name === key.name;
  for (let up = parentOf(key); up; up = parentOf(up)) {
    if (isFunctionNode(up) && up.params.some(isKey)) {
      const call = parentOf(up);
      if (call?.type !== 'CallExpression' || call.arguments[0] !== up || !isKey(up.params[0])) return null;
      const { callee } = call;
      return callee.type === 'MemberExpression' && memberKey(callee) === 'forEach' ? literals(callee.object) : null;
    }
    if (up.type === 'ForOfStatement' && up.left.type === 'VariableDeclaration' && isKey(up.left.declarations[0]?.id))
      return literals(up.right);
  }
  return null;
}

function literals(list: Node): string[] | null {
  if (list.type !== 'ArrayExpression') return null;
  const values = list.elements.flatMap((e) => (e?.type === 'StringLiteral' ? e.value : []));
  return values.length === list.elements.length ? values : null;
}

/** What the expression's surroundings do with its value. */
export function classifyUse(node: Node, places: Places): UseFacts {
  const place = places.at(node);
  const use = (kind: UseKind, more: Partial<UseFacts> = {}): UseFacts => ({
    kind,
    key: more.key ?? null,
    keys: more.keys ?? null,
    range: more.range ?? outerRange(node),
    member: more.member ?? null,
    then: more.then ?? null,
    writesThrough: more.writesThrough ?? false,
    unit: place.unit,
    when: place.when,
    shorthand: more.shorthand ?? false,
  });
  return classify(node, use, node);
}

function classify(node: Node, use: (kind: UseKind, more?: Partial<UseFacts>) => UseFacts, origin: Node): UseFacts {
  const parent = parentOf(node);
  if (!parent) return use('escape');
  switch (parent.type) {
    case 'MemberExpression':
    case 'OptionalMemberExpression': {
      if (parent.object !== node) return use('escape');
      const key = memberKey(parent);
      const member = outerRange(parent);
      const outer = parentOf(parent);
      const deletes = outer?.type === 'UnaryExpression' && outer.operator === 'delete';
      if (key === null) {
        if (deletes) return use('delete', { member });
        if (isWriteTarget(parent)) return use('computed-write', { member, keys: listedKeys(parent.property) });
        const called = outer && 'callee' in outer && outer.callee === parent;
        if (called) return use('computed-call', { member });
        const then = outer?.type === 'MemberExpression' && outer.object === parent ? memberKey(outer) : null;
        return use('computed', { member, then });
      }
      if (deletes) return use('delete', { key, member });
      if (isWriteTarget(parent)) return use('write', { key, member });
      if (
        outer &&
        (outer.type === 'CallExpression' || outer.type === 'OptionalCallExpression') &&
        outer.callee === parent
      ) {
        return use('call-member', { key, member });
      }
      if (outer?.type === 'TaggedTemplateExpression' && outer.tag === parent)
        return use('call-member', { key, member });
      if (outer?.type === 'NewExpression' && outer.callee === parent)
        return use('construct-member', { key, member, then: readByPrinting(outer) });
      if (outer && 'superClass' in outer && outer.superClass === parent)
        return use('construct-member', { key, member });
      const inner = outer?.type === 'MemberExpression' && outer.object === parent ? outer : null;
      return use('member', {
        key,
        member,
        then: inner ? memberKey(inner) : readByPrinting(parent),
        writesThrough: inner !== null && isWriteTarget(inner),
      });
    }
    case 'CallExpression':
    case 'OptionalCallExpression':
      if (parent.callee === node) return use('call');
      if (parent.type !== 'CallExpression') return use('escape');
      if (isEnumeration(parent, node)) {
        const hasValues =
          parent.callee.type === 'MemberExpression' && /^(values|entries|assign)$/.test(memberKey(parent.callee) ?? '');
        return use('enumerate', { then: hasValues ? readByPrinting(parent) : null });
      }
      return use(argumentUse(parent, node), { then: readByPrinting(node) });
    case 'NewExpression':
      return parent.callee === node ? use('construct', { then: readByPrinting(parent) }) : use('escape');
    case 'TaggedTemplateExpression':
      return use(parent.tag === node ? 'call' : 'escape');
    case 'ClassDeclaration':
    case 'ClassExpression':
      return use(parent.superClass === node ? 'extends' : 'escape');
    case 'VariableDeclarator':
      if (parent.init === node && parent.id.type === 'ObjectPattern') {
        return use('destructure', { keys: patternFacts(parent.id).keys });
      }
      return use('escape');
    case 'AssignmentExpression':
      if (parent.left === node) return use('assign');
      if (parent.operator === '=' && parent.left.type === 'ObjectPattern') {
        const keys = patternFacts(parent.left).keys;
        if (parentOf(parent)?.type === 'ExpressionStatement') return use('destructure', { keys });
      }
      return use(assignmentUse(parent));
    case 'UpdateExpression':
      return use('assign');
    case 'ForInStatement':
    case 'ForOfStatement':
      if (parent.left === node) return use('assign');
      return use(parent.right === node ? 'enumerate' : 'escape');
    case 'SpreadElement':
      return parentOf(parent)?.type === 'ObjectExpression'
        ? use('enumerate', { then: readByPrinting(parentOf(parent)!) })
        : use('escape');
    case 'ExpressionStatement':
      return use('none');
    case 'UnaryExpression':
      if (parent.operator === 'typeof') return use('typeof');
      if (parent.operator === '!') return use('test');
      if (parent.operator === 'void') return use('none');
      return use('escape');
    case 'IfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      return use(parent.test === node ? 'test' : 'none');
    case 'ConditionalExpression':
      if (parent.test === node) return use('test');
      return flow(parent, use, origin);
    case 'LogicalExpression':
      // `x || y` both tests the value and passes it on.
      return flow(parent, use, origin);
    case 'BinaryExpression':
      if (parent.operator === 'in' && parent.right === node) return use('in');
      if (parent.operator === 'instanceof' && parent.right === node) return use('construct');
      return use('escape');
    case 'SequenceExpression':
      if (parent.expressions[parent.expressions.length - 1] !== node) return use('none');
      return classify(parent, use, origin);
    case 'ObjectProperty': {
      const object = parentOf(parent);
      const shorthand = parent.shorthand;
      if (object?.type === 'ObjectExpression' && isExportsTarget(object)) return use('export-member', { shorthand });
      return use('escape', { shorthand });
    }
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
      return classify(parent, use, origin);
    default:
      return use('escape');
  }
}

/** The value passes through an operator: member reads of the result are reads of it, everything else is an escape. */
function flow(node: Node, use: (kind: UseKind, more?: Partial<UseFacts>) => UseFacts, origin: Node): UseFacts {
  const through = classify(node, use, origin);
  return through.kind === 'test' || through.kind === 'none' ? use('test') : use('escape');
}

function isExportsMember(node: Node): boolean {
  if (node.type !== 'MemberExpression') return false;
  if (node.object.type === 'Identifier' && node.object.name === 'exports') return true;
  return isModuleExports(node.object);
}

export function isModuleExports(node: Node): boolean {
  return (
    (node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression') &&
    node.object.type === 'Identifier' &&
    node.object.name === 'module' &&
    memberKey(node) === 'exports'
  );
}

function isExportsTarget(object: Node): boolean {
  const parent = parentOf(object);
  return parent?.type === 'AssignmentExpression' && parent.right === object && isModuleExports(parent.left);
}

function assignmentUse(parent: t.AssignmentExpression): UseKind {
  if (parent.operator !== '=' || parentOf(parent)?.type !== 'ExpressionStatement') return 'escape';
  if (isModuleExports(parent.left)) return 'reexport';
  return isExportsMember(parent.left) ? 'export-member' : 'escape';
}

/** What an object pattern takes from the value it is given. */
export function patternFacts(pattern: t.ObjectPattern): Omit<PatternFacts, 'reassigned'> {
  const keys: string[] = [];
  const plain: NonNullable<PatternFacts['plain']> = [];
  let isPlain = true;
  let known = true;
  for (const property of pattern.properties) {
    const key = property.type === 'RestElement' ? null : propertyKey(property);
    if (property.type === 'RestElement' || key === null) {
      known = false;
      isPlain = false;
      continue;
    }
    keys.push(key);
    const { value } = property;
    if (value.type === 'Identifier') {
      const ranges = { range: rangeOf(property), keyRange: rangeOf(property.key), localRange: rangeOf(value) };
      plain.push({ key, local: value.name, ...ranges });
    } else isPlain = false;
  }
  return {
    range: { start: pattern.start!, end: pattern.end! },
    plain: isPlain ? plain : null,
    keys: known ? keys : null,
  };
}

/** True for the operand of `typeof`. */
export function isTypeof(node: Node): boolean {
  const parent = parentOf(node);
  return parent?.type === 'UnaryExpression' && parent.operator === 'typeof';
}
