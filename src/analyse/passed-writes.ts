import type * as t from '@babel/types';
import { functionOfBinding } from './effects/callables.js';
import type { Requests } from './requests.js';
import { SloppyContext } from './sloppy/context.js';
import type { Binding, ScopeInfo } from './scope.js';
import { isFunctionNode, isWriteTarget, parentOf, throughOperators, type Node } from './tree.js';
import { memberKey } from './uses.js';

/** A sloppy write to what a request gives, or by a function of the file that it is handed to. */
export interface PassedWrite {
  request: number;
  /** The member of the module that is handed over; empty: the module itself. */
  path: string[];
  /** null: a key that the text does not show. */
  key: string | null;
  /** The write. */
  at: number;
}

/** How many functions a value is followed through. */
const maximalDepth = 3;

/**
 * Finds the writes of sloppy code to what requests give, also behind operators (`(a || require('./lib')).k = 1`), and by
 * functions that a call hands it to: `spy(lib, 'run')`.
 */
export function findPassedWrites(
  program: t.Program,
  source: string,
  scopes: ScopeInfo,
  requests: Requests,
): PassedWrite[] {
  const context = new SloppyContext({ program }, source, scopes);
  if (context.isStrictFile) return [];
  const found: PassedWrite[] = [];
  for (const [call, request] of requests.byNode) {
    const value = throughOperators(call);
    for (const object of [value, ...held(value, scopes)]) {
      const member = parentOf(object);
      const key = member?.type === 'MemberExpression' && member.object === object ? memberKey(member) : null;
      const values = [
        { node: object, path: [] as string[] },
        ...(key === null ? [] : [{ node: member!, path: [key] }]),
      ];
      for (const { node, path } of values)
        for (const write of [...writeOf(node, context), ...writesTo(node, scopes, context)])
          found.push({ request, path, ...write });
    }
  }
  return found;
}

/** `x.k = …` and `delete x.k` of the value itself. */
function writeOf(object: Node, context: SloppyContext): { key: string | null; at: number }[] {
  const member = parentOf(object);
  if (member?.type !== 'MemberExpression' || member.object !== object || !isWriteTarget(member)) return [];
  return context.isSloppy(member) ? [{ key: memberKey(member), at: member.start! }] : [];
}

/** The writes to an argument of a call, in the function that is called. */
export function writesTo(
  argument: Node,
  scopes: ScopeInfo,
  context: SloppyContext,
  known: ReadonlyMap<Binding, string> = new Map(),
  depth = 0,
): { key: string | null; at: number }[] {
  const call = parentOf(argument);
  if (call?.type !== 'CallExpression' || call.callee === argument || depth === maximalDepth) return [];
  const callee = call.callee.type === 'Identifier' ? scopes.byNode.get(call.callee)?.binding : null;
  const fn = callee ? functionOfBinding(callee) : isFunctionNode(call.callee) ? call.callee : null;
  const parameter = fn ? parameterAt(fn.params[call.arguments.indexOf(argument as t.Expression)], scopes) : undefined;
  if (!fn || !parameter || parameter.isWritten) return [];
  const texts = new Map<Binding, string>();
  fn.params.forEach((param, i) => {
    const [binding, given] = [parameterAt(param, scopes), call.arguments[i]];
    const text = given?.type === 'StringLiteral' ? given.value : given && textOf(given, scopes, known);
    if (binding && !binding.isWritten && typeof text === 'string') texts.set(binding, text);
  });
  return parameter.references.flatMap(({ node }) => {
    const member = parentOf(node);
    if (member?.type !== 'MemberExpression' || member.object !== node)
      return writesTo(node, scopes, context, texts, depth + 1);
    if (!isWriteTarget(member) || !context.isSloppy(member)) return [];
    return [{ key: memberKey(member) ?? textOf(member.property, scopes, texts), at: member.start! }];
  });
}

function textOf(node: Node, scopes: ScopeInfo, known: ReadonlyMap<Binding, string>): string | null {
  const binding = node.type === 'Identifier' ? scopes.byNode.get(node)?.binding : null;
  return (binding && known.get(binding)) ?? null;
}

function parameterAt(param: Node | undefined, scopes: ScopeInfo): Binding | undefined {
  const id = param?.type === 'AssignmentPattern' ? param.left : param;
  return id?.type === 'Identifier' ? scopes.declared.get(id) : undefined;
}

/** The references of the variables that get a value, in a declaration or later. */
function held(value: Node, scopes: ScopeInfo): Node[] {
  const parent = parentOf(value);
  const isInit = parent?.type === 'VariableDeclarator' && parent.init === value;
  const isSet = parent?.type === 'AssignmentExpression' && parent.right === value && parent.left.type === 'Identifier';
  const binding = isInit ? scopes.declared.get(parent.id) : isSet ? scopes.byNode.get(parent.left)?.binding : null;
  return (binding?.references ?? []).map(({ node }) => node);
}
