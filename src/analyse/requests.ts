import type * as t from '@babel/types';
import type { RequestFacts, RequestSite, UseFacts } from './facts.js';
import type { Declarations } from './declarations.js';
import type { Places } from './places.js';
import { outerRange, rangeOf } from './ranges.js';
import { isFunctionNode, parentOf, patternIdentifiers, type Node } from './tree.js';
import type { Binding, ScopeInfo } from './scope.js';
import { namespaceUses } from './import-calls.js';
import { heldLiterals, specifierCandidates } from './request-candidates.js';
import { requestedName, staticString } from './requested-names.js';
import { isReassigned, stringPattern } from './string-pattern.js';
import { findMappedRequires, findOwnRequires } from './own-requires.js';
import { findTextRequires } from './text-requires.js';
import { classifyUse, memberKey, patternFacts, propertyKey } from './uses.js';

/** All requests of a file, in source order, and the nodes that make them. */
export interface Requests {
  facts: RequestFacts[];
  byNode: Map<Node, number>;
}

/** Finds every require(), import, export-from and import() of a file and says how its value is used. */
export function findRequests(
  program: t.Program,
  source: string,
  scopes: ScopeInfo,
  places: Places,
  declarations: Declarations,
): Requests {
  const found: { node: Node; make: (id: number) => RequestFacts }[] = [];

  const common = (node: Node, argument: Node | null, form: RequestFacts['form'], id: number): RequestFacts => {
    const place = places.at(node);
    const isCall = form === 'require' || form === 'resolve';
    const literal = !argument ? null : isCall ? requestedName(argument, scopes) : staticString(argument);
    return {
      id,
      form,
      own: false,
      specifier: literal,
      pattern: argument && literal === null ? stringPattern(argument, scopes) : null,
      candidates: argument && literal === null ? specifierCandidates(argument, scopes) : null,
      range: outerRange(node),
      argument: argument ? rangeOf(argument) : rangeOf(node),
      when: place.when,
      unit: place.unit,
      statement: place.statement,
      nested: place.nested,
      inAsync: isAwaitAllowed(node),
      caught: place.when === 'lazy' && isCaught(node),
      site: { kind: 'declaration' },
      uses: [],
      parts: [],
      local: null,
      reassigned: false,
      specifiers: [],
      typeOnly: false,
    };
  };

  for (const reference of scopes.free.get('require') ?? []) {
    const parent = parentOf(reference.node);
    if (parent?.type === 'CallExpression' && parent.callee === reference.node && parent.arguments.length === 1) {
      const argument = parent.arguments[0] as Node;
      if (argument.type === 'SpreadElement') continue;
      found.push({
        node: parent,
        make: (id) => requireFacts(parent, common(parent, argument, 'require', id), places, declarations, scopes),
      });
    } else if (parent?.type === 'MemberExpression' && memberKey(parent) === 'resolve') {
      const call = parentOf(parent);
      if (call?.type === 'CallExpression' && call.callee === parent && call.arguments[0]) {
        const argument = call.arguments[0] as Node;
        if (isRequired(call, scopes) && staticString(argument) !== null) continue;
        found.push({ node: call, make: (id) => common(call, argument, 'resolve', id) });
      }
    }
  }
  for (const call of findOwnRequires(scopes)) {
    const argument = call.arguments[0] as Node;
    const make = (id: number): RequestFacts => {
      const facts = requireFacts(call, common(call, argument, 'require', id), places, declarations, scopes);
      return { ...facts, own: true };
    };
    found.push({ node: call, make });
  }
  for (const { node, specifier, argument } of findTextRequires(scopes, source)) {
    const make = (id: number): RequestFacts => {
      const facts = common(node, null, 'require', id);
      if (node.type !== 'CallExpression') facts.uses.push(classifyUse(node, places));
      const whole = node.type === 'CallExpression' ? requireFacts(node, facts, places, declarations, scopes) : facts;
      return { ...whole, own: true, specifier, argument };
    };
    found.push({ node, make });
  }
  for (const { call, list } of findMappedRequires(scopes)) {
    const make = (id: number): RequestFacts => {
      const facts = common(call, list, 'require', id);
      return { ...facts, own: true, candidates: heldLiterals(list, scopes), uses: [classifyUse(call, places)] };
    };
    found.push({ node: call, make });
  }
  for (const statement of program.body) {
    if (statement.type === 'ImportDeclaration') {
      found.push({
        node: statement,
        make: (id) => {
          const facts = common(statement, statement.source, 'import', id);
          facts.typeOnly = statement.importKind === 'type';
          for (const s of statement.specifiers) {
            const imported =
              s.type === 'ImportSpecifier'
                ? exportedName(s.imported)
                : s.type === 'ImportNamespaceSpecifier'
                  ? '*'
                  : 'default';
            facts.specifiers.push({ imported, local: s.local.name });
            if (imported === '*' || imported === 'default') {
              const binding = scopes.program.bindings.get(s.local.name);
              if (binding) facts.uses.push(...usesOf(binding, places));
            }
          }
          return facts;
        },
      });
    } else if (
      (statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportAllDeclaration') &&
      statement.source
    ) {
      const source = statement.source;
      found.push({
        node: statement,
        make: (id) => {
          const facts = common(statement, source, 'export', id);
          facts.typeOnly = statement.exportKind === 'type';
          if (statement.type === 'ExportAllDeclaration') facts.specifiers.push({ imported: '*', local: '*' });
          else {
            for (const s of statement.specifiers) {
              if (s.type === 'ExportSpecifier') {
                facts.specifiers.push({ imported: exportedName(s.local), local: exportedName(s.exported) });
              } else facts.specifiers.push({ imported: '*', local: exportedName(s.exported) });
            }
          }
          return facts;
        },
      });
    } else if (
      statement.type === 'TSImportEqualsDeclaration' &&
      statement.moduleReference.type === 'TSExternalModuleReference'
    ) {
      const source = statement.moduleReference.expression;
      found.push({
        node: statement,
        make: (id) => {
          const facts = common(statement, source, 'import-equals', id);
          facts.local = statement.id.name;
          facts.typeOnly = statement.importKind === 'type';
          if (statement.isExport) facts.specifiers.push({ imported: '*', local: statement.id.name });
          const binding = scopes.program.bindings.get(statement.id.name);
          if (binding) facts.uses.push(...usesOf(binding, places));
          return facts;
        },
      });
    }
  }
  for (const call of scopes.dynamicImports) {
    const argument = call.type === 'ImportExpression' ? call.source : (call.arguments[0] as Node | undefined);
    if (argument) {
      found.push({
        node: call,
        make: (id) => {
          const facts = common(call, argument, 'import()', id);
          const { keys, parts } = namespaceUses(call, scopes, places);
          facts.uses.push({ ...classifyUse(call, places), kind: 'escape', keys });
          facts.parts = parts;
          return facts;
        },
      });
    }
  }
  found.sort((a, b) => a.node.start! - b.node.start!);
  const byNode = new Map<Node, number>();
  found.forEach((f, id) => byNode.set(f.node, id));
  return { facts: found.map((f, id) => f.make(id)), byNode };
}

/** `require(call)`: a request by itself. */
function isRequired(call: Node, scopes: ScopeInfo): boolean {
  const outer = parentOf(call);
  if (outer?.type !== 'CallExpression' || outer.arguments.length !== 1 || outer.arguments[0] !== call) return false;
  return scopes.free.get('require')?.some(({ node }) => node === outer.callee) ?? false;
}

function exportedName(node: t.Identifier | t.StringLiteral): string {
  return node.type === 'Identifier' ? node.name : node.value;
}

function requireFacts(
  call: t.CallExpression,
  facts: RequestFacts,
  places: Places,
  declarations: Declarations,
  scopes: ScopeInfo,
): RequestFacts {
  // `require('x').a.b`: climb the members that are read from it.
  const members: string[] = [];
  let value: Node = call;
  for (let up = parentOf(value); up?.type === 'MemberExpression' && up.object === value; up = parentOf(value)) {
    const key = memberKey(up);
    if (key === null) break;
    members.push(key);
    value = up;
  }
  const parent = parentOf(value);
  const site = siteOf(value, parent, members, declarations);
  facts.site = site ?? { kind: 'expression', members, statement: statementRange(call) };
  if (facts.site.kind === 'declarator' && parent?.type === 'VariableDeclarator') {
    if (facts.site.pattern && parent.id.type === 'ObjectPattern') {
      const names = patternIdentifiers(parent.id).map((id) => scopes.declared.get(id));
      facts.site.pattern.reassigned = names.some((b) => b !== undefined && isReassigned(b));
    }
    if (facts.site.name !== null && parent.id.type === 'Identifier') {
      const binding = scopes.declared.get(parent.id);
      facts.local = members.length === 0 ? facts.site.name : null;
      facts.reassigned = !binding || isReassigned(binding);
      if (binding && members.length === 0) facts.uses = usesOf(binding, places);
    }
  }
  facts.parts = partsOf(call, facts.site, places, scopes);
  // The value as it stands at the call: the first member read, a destructuring, or whatever surrounds it.
  if (facts.local === null) facts.uses.unshift(classifyUse(call, places));
  return facts;
}

function usesOf(binding: Binding, places: Places): UseFacts[] {
  return binding.references.map((r) => classifyUse(r.node, places));
}

/** The uses of what is taken out of a required value, by the member that was taken. */
function partsOf(call: Node, site: RequestSite, places: Places, scopes: ScopeInfo): RequestFacts['parts'] {
  const parts: RequestFacts['parts'] = [];
  const addName = (id: Node, key: string): void => {
    const binding = id.type === 'Identifier' ? scopes.declared.get(id) : undefined;
    for (const r of binding?.references ?? []) parts.push({ key, use: classifyUse(r.node, places) });
  };
  const addValue = (value: Node): void => {
    const outer = parentOf(value);
    if (outer?.type === 'MemberExpression' && outer.object === value) {
      const key = memberKey(outer);
      const declarator = parentOf(outer);
      if (key === null) return;
      if (declarator?.type === 'VariableDeclarator' && declarator.init === outer) addName(declarator.id, key);
      else parts.push({ key, use: classifyUse(outer, places) });
    } else if (outer?.type === 'VariableDeclarator' && outer.init === value && outer.id.type === 'ObjectPattern') {
      for (const property of outer.id.properties) {
        const key = property.type === 'ObjectProperty' ? propertyKey(property) : null;
        if (property.type === 'ObjectProperty' && key !== null) addName(property.value, key);
      }
    }
  };
  addValue(call);
  const declarator = parentOf(call);
  if (site.kind === 'declarator' && site.name !== null && declarator?.type === 'VariableDeclarator') {
    for (const r of scopes.declared.get(declarator.id)?.references ?? []) addValue(r.node);
  }
  return parts;
}

function siteOf(value: Node, parent: Node | null, members: string[], declarations: Declarations): RequestSite | null {
  if (!parent) return null;
  if (parent.type === 'ExpressionStatement')
    return members.length === 0 ? { kind: 'statement', range: rangeOf(parent) } : null;
  if (parent.type !== 'VariableDeclarator' || parent.init !== value) return null;
  const declaration = declarations.indexOf(parentOf(parent));
  if (declaration === null) return null;
  const index = declarations.declaratorIndex(parent);
  if (parent.id.type === 'Identifier')
    return { kind: 'declarator', declaration, index, name: parent.id.name, pattern: null, members };
  if (parent.id.type === 'ObjectPattern') {
    return {
      kind: 'declarator',
      declaration,
      index,
      name: null,
      pattern: { ...patternFacts(parent.id), reassigned: false },
      members,
    };
  }
  return null;
}

function statementRange(node: Node): { start: number; end: number } {
  let statement: Node = node;
  for (let up = parentOf(node); up && up.type !== 'Program'; up = parentOf(up)) statement = up;
  return rangeOf(statement);
}

/** In the body of an async function, and not among its parameters, `await` is an expression. */
function isAwaitAllowed(node: Node): boolean {
  for (let up = parentOf(node), child: Node = node; up; child = up, up = parentOf(up)) {
    if (isFunctionNode(up)) return 'async' in up && up.async === true && up.body === child;
  }
  return false;
}

/** In the block of a `try` with a `catch`, within the function around it. */
function isCaught(node: Node): boolean {
  for (let up = parentOf(node), child: Node = node; up && !isFunctionNode(up); child = up, up = parentOf(up))
    if (up.type === 'TryStatement' && up.block === child && up.handler) return true;
  return false;
}
