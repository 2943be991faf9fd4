import type * as t from '@babel/types';
import type { PropertyFacts, ValueFacts } from './facts.js';
import { isPlainClass } from './effects/callables.js';
import type { Places } from './places.js';
import { outerRange, rangeOf } from './ranges.js';
import type { FunctionNode, Node } from './tree.js';
import type { ScopeInfo } from './scope.js';
import { memberKey, propertyKey } from './uses.js';

/** Describes the expressions that a file exports. */
export class Values {
  constructor(
    private readonly source: string,
    private readonly scopes: ScopeInfo,
    private readonly places: Places,
    /** The request that a require call makes, when the node is one. */
    private readonly requestOf: (node: Node) => number | null,
  ) {}

  describe(node: Node): ValueFacts {
    const base: ValueFacts = {
      kind: 'other',
      range: outerRange(node),
      name: null,
      topLevel: false,
      nameAt: null,
      async: false,
      generator: false,
      usesThis: null,
      plainClass: false,
      request: null,
      members: [],
      properties: null,
      unit: null,
    };
    switch (node.type) {
      case 'Identifier': {
        if (node.name === 'undefined') return { ...base, kind: 'undefined' };
        const topLevel = this.isTopLevel(node);
        return { ...base, kind: 'identifier', name: node.name, topLevel };
      }
      case 'FunctionExpression':
        return {
          ...base,
          kind: 'function',
          name: node.id?.name ?? null,
          nameAt: this.functionNameAt(node),
          async: node.async,
          generator: node.generator ?? false,
          usesThis: this.scopes.thisUse.get(node) ?? null,
          unit: this.places.unitOfFunction(node),
        };
      case 'ArrowFunctionExpression':
        return { ...base, kind: 'arrow', async: node.async, unit: this.places.unitOfFunction(node) };
      case 'ClassExpression':
        return {
          ...base,
          kind: 'class',
          name: node.id?.name ?? null,
          nameAt: node.start! + 'class'.length,
          plainClass: isPlainClass(node),
        };
      case 'ObjectExpression':
        return { ...base, kind: 'object', properties: node.properties.map((p) => this.property(p)) };
      case 'UnaryExpression':
        return node.operator === 'void' ? { ...base, kind: 'undefined' } : base;
      case 'StringLiteral':
      case 'NumericLiteral':
      case 'BooleanLiteral':
      case 'NullLiteral':
      case 'BigIntLiteral':
      case 'RegExpLiteral':
        return { ...base, kind: 'literal' };
      case 'CallExpression': {
        const request = this.requestOf(node);
        return request === null ? base : { ...base, kind: 'require', request };
      }
      case 'MemberExpression': {
        const members: string[] = [];
        let inner: Node = node;
        while (inner.type === 'MemberExpression') {
          const key = memberKey(inner);
          if (key === null) return base;
          members.unshift(key);
          inner = inner.object;
        }
        const request = this.requestOf(inner);
        return request === null ? base : { ...base, kind: 'require', request, members };
      }
      default:
        return base;
    }
  }

  private isTopLevel(node: t.Identifier): boolean {
    return this.scopes.byNode.get(node)?.binding?.scope === this.scopes.program;
  }

  /** Where a name goes in `async function* name (`. */
  private functionNameAt(node: t.FunctionExpression): number {
    const head = this.source.slice(node.start!, node.body.start!);
    const match = /^(?:async\s+)?function(?:\s*\*)?/.exec(head);
    return node.start! + (match ? match[0].length : 'function'.length);
  }

  private property(node: t.ObjectExpression['properties'][number]): PropertyFacts {
    const base = {
      range: rangeOf(node),
      key: null as string | null,
      keyRange: rangeOf(node),
      shorthand: false,
      value: null as ValueFacts | null,
      async: false,
      generator: false,
      paramsAt: null as number | null,
      usesThis: null as ValueFacts['usesThis'],
    };
    if (node.type === 'SpreadElement') return { ...base, kind: 'spread', value: this.describe(node.argument) };
    const key = propertyKey(node);
    const keyRange = rangeOf(node.key);
    if (node.type === 'ObjectMethod') {
      const kind = node.kind === 'get' ? 'get' : node.kind === 'set' ? 'set' : 'method';
      return {
        ...base,
        kind,
        key,
        keyRange,
        async: node.async ?? false,
        generator: node.generator ?? false,
        paramsAt: this.source.indexOf('(', node.key.end!),
        usesThis: this.scopes.thisUse.get(node as FunctionNode) ?? null,
      };
    }
    const value = this.describe(node.value);
    return {
      ...base,
      kind: value.kind === 'identifier' && value.topLevel ? 'identifier' : 'value',
      key,
      keyRange,
      shorthand: node.shorthand,
      value,
      usesThis: value.usesThis,
    };
  }
}
