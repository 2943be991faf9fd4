import type * as t from '@babel/types';
import { outerRange, rangeOf } from '../ranges.js';
import type { ScopeInfo } from '../scope.js';
import type { TextEdit } from '../sloppy/text-edits.js';
import { childNodes, parentOf, type Node } from '../tree.js';
import { linesOf } from './lines.js';
import { LoaderTests, onlyDeclarator } from './loader-tests.js';
import { openBlock } from './open-block.js';

/**
 * The edits that put what Node runs in the place of statements and expressions which test for a module loader. One round:
 * tests inside of what is left are decided in the next.
 */
export function foldedTests(program: t.Program, source: string, scopes: ScopeInfo): TextEdit[] {
  const tests = new LoaderTests(scopes);
  const edits: TextEdit[] = [];
  const visit = (node: Node): void => {
    const folded = fold(node, { tests, source, scopes });
    if (folded) edits.push(...folded);
    else childNodes(node).forEach(visit);
  };
  visit(program);
  return edits;
}

interface Context {
  tests: LoaderTests;
  source: string;
  scopes: ScopeInfo;
}

function fold(node: Node, context: Context): TextEdit[] | null {
  const { tests, source } = context;
  switch (node.type) {
    case 'IfStatement': {
      const truth = tests.truth(node.test);
      if (truth === null) return null;
      const [kept, gone] = truth ? [node.consequent, node.alternate] : [node.alternate, node.consequent];
      // Its test stays with it.
      if (gone && declaresForOthers(gone, gone, context.scopes)) return [];
      return statementInstead(node, kept ?? null, source);
    }
    case 'ConditionalExpression': {
      const truth = tests.truth(node.test);
      return truth === null ? null : expressionInstead(node, truth ? node.consequent : node.alternate, source);
    }
    case 'LogicalExpression':
      return logicalInstead(node, context);
    case 'BinaryExpression': {
      const truth = tests.truth(node);
      return truth === null ? null : literalInstead(node, truth);
    }
    default:
      return null;
  }
}

/** `typeof module !== 'undefined' && module.exports`: a truth where nobody asks for more, else the operand that gives the value. */
function logicalInstead(node: t.LogicalExpression, { tests, source, scopes }: Context): TextEdit[] | null {
  const truth = tests.truth(node);
  if (truth !== null && (tests.isBoolean(node) || isOnlyTested(node, scopes))) {
    const statement = parentOf(node);
    // `typeof define === 'function' && define(…)` as a statement does nothing.
    if (statement?.type === 'ExpressionStatement') return statementInstead(statement, null, source);
    return literalInstead(node, truth);
  }
  if (node.operator === '??') return null;
  const left = tests.truth(node.left);
  if (left === null) {
    // `a && true && b`
    const isNeutral = tests.truth(node.right) === (node.operator === '&&') && tests.isBoolean(node.right);
    const isPassedOn = isLeftOf(parentOf(node), node) || isOnlyTested(node, scopes);
    return isNeutral && isPassedOn ? [{ start: outerRange(node.left).end, end: node.end!, text: '' }] : null;
  }
  if (left === (node.operator === '&&')) return expressionInstead(node, node.right, source);
  const statement = parentOf(node);
  if (statement?.type === 'ExpressionStatement') return statementInstead(statement, null, source);
  return expressionInstead(node, node.left, source);
}

/** The operand that only decides whether the other one of the same operator is the value. */
function isLeftOf(parent: Node | null, node: t.LogicalExpression): boolean {
  return parent?.type === 'LogicalExpression' && parent.left === node && parent.operator === node.operator;
}

/** The value decides conditions and nothing else, itself or as a variable. */
function isOnlyTested(node: Node, scopes: ScopeInfo): boolean {
  const parent = parentOf(node);
  switch (parent?.type) {
    case 'ExpressionStatement':
      return true;
    case 'IfStatement':
    case 'ConditionalExpression':
      return parent.test === node;
    case 'UnaryExpression':
      return parent.operator === '!';
    case 'ParenthesizedExpression':
      return isOnlyTested(parent, scopes);
    case 'LogicalExpression':
      return parent.left === node
        ? parent.operator === '&&' && isOnlyTested(parent, scopes)
        : isOnlyTested(parent, scopes);
    case 'VariableDeclarator': {
      const binding = parent.init === node ? scopes.declared.get(parent.id)?.references : undefined;
      const isKnown = parent.id.type === 'Identifier' && onlyDeclarator(scopes.declared.get(parent.id)!) === parent;
      return isKnown && (binding ?? []).every((reference) => isOnlyTested(reference.node, scopes));
    }
    default:
      return false;
  }
}

/** `var` and functions are there outside of the statement, too: something else refers to one. */
function declaresForOthers(node: Node, statement: Node, scopes: ScopeInfo): boolean {
  const binding = node.type === 'Identifier' ? scopes.declared.get(node) : undefined;
  const isInside = (other: Node): boolean => other.start! >= statement.start! && other.end! <= statement.end!;
  const uses = binding ? [...binding.declarations, ...binding.references.map((reference) => reference.node)] : [];
  return !uses.every(isInside) || childNodes(node).some((child) => declaresForOthers(child, statement, scopes));
}

const literalInstead = (node: Node, truth: boolean): TextEdit[] => [{ ...outerRange(node), text: String(truth) }];

/** @param kept the branch that runs; null for none */
function statementInstead(node: Node, kept: t.Statement | null, source: string): TextEdit[] {
  const isInList = /^(Program|BlockStatement|SwitchCase)$/.test(parentOf(node)!.type);
  if (!kept) return [isInList ? { ...linesOf(node, source), text: '' } : { ...rangeOf(node), text: '{}' }];
  const isOpened = isInList && kept.type === 'BlockStatement' && !kept.body.some(isOfItsBlock);
  if (isOpened) return openBlock(kept, node.start!, node.end!, source) ?? [{ ...linesOf(node, source), text: '' }];
  return [
    { start: node.start!, end: kept.start!, text: '' },
    { start: kept.end!, end: node.end!, text: '' },
  ];
}

/** Declares something that is not there outside of the block. */
function isOfItsBlock(node: Node): boolean {
  if (node.type === 'VariableDeclaration') return node.kind !== 'var';
  return node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration';
}

function expressionInstead(node: Node, kept: Node, source: string): TextEdit[] {
  const { start, end } = outerRange(kept);
  const text = source.slice(start, end);
  const isSimple = /^(Identifier|ThisExpression|\w+Literal|(Optional)?(Member|Call)Expression|NewExpression)$/.test(
    kept.type,
  );
  const isWhole =
    start < kept.start! || /^(VariableDeclarator|ExpressionStatement|ReturnStatement)$/.test(parentOf(node)!.type);
  const isArgument = /^(CallExpression|NewExpression|AssignmentExpression)$/.test(parentOf(node)!.type);
  const needsNone = isSimple || isWhole || (isArgument && kept.type !== 'SequenceExpression' && !isCallee(node));
  return [{ ...outerRange(node), text: needsNone ? text : `(${text})` }];
}

function isCallee(node: Node): boolean {
  const parent = parentOf(node)!;
  return 'callee' in parent && parent.callee === node;
}
