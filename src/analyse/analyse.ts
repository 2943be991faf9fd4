import type * as t from '@babel/types';
import { findBindings } from './bindings.js';
import { Declarations } from './declarations.js';
import { findEffects } from './effects/effects.js';
import { findExports } from './exports.js';
import type { ModuleFacts, StatementFacts } from './facts.js';
import { findFreeUses } from './free-variables.js';
import { findPatternPaths, findTextReads } from './file-uses.js';
import { findHazards } from './hazard-facts.js';
import { findLooseWrites, findReadOnlyNames, findTakenMembers } from './loose-members.js';
import { findLockedExports, findOutsideLocks } from './locked-exports.js';
import { findPassedWrites } from './passed-writes.js';
import { moduleExports } from './module-syntax.js';
import { parse } from './parse.js';
import { Places } from './places.js';
import { rangeOf } from './ranges.js';
import { findPaths } from './requested-names.js';
import { findRequests } from './requests.js';
import { parentOf, type Node } from './tree.js';
import type { ScopeInfo } from './scope.js';
import { analyseScopes } from './scope-pass.js';
import { findSloppy } from './sloppy.js';
import { shadowedRequests } from './strings.js';
import { findStringCalls, findTestCallbacks, type RequestRoot } from './string-calls.js';
import { memberKey } from './uses.js';
import { Values } from './values.js';
import { findWrittenScripts } from './written-scripts.js';

/**
 * Reads one file: source text in, facts out. One parse; the tree is dropped. No I/O, no decisions.
 * A text that does not parse gives facts with `problem` set and everything else empty.
 */
export function analyse(path: string, source: string): ModuleFacts {
  const parsed = parse(source, path);
  if ('message' in parsed) return { ...emptyFacts(path), problem: parsed };
  const { program } = parsed.program;
  const scopes = analyseScopes(parsed.program, source);
  const firstReturn = scopes.topLevelReturns[0]?.start ?? Infinity;
  const places = new Places(program, firstReturn);
  const declarations = new Declarations(places);
  const requests = findRequests(program, source, scopes, places, declarations);
  const requestOf = (node: Node): number | null => requests.byNode.get(node) ?? null;
  const values = new Values(source, scopes, places, requestOf);
  const exports = findExports(scopes, places, declarations, values);
  const free = findFreeUses(scopes, places);
  const bindings = findBindings(scopes, places);
  const units = findEffects(program, scopes, places, requestOf);

  const roots = [...requests.byNode].map(([node, id]): RequestRoot => {
    const { form, specifiers } = requests.facts[id]!;
    return { id, node, locals: form === 'import' ? specifiers.map((specifier) => specifier.local) : [] };
  });
  const strings = findStringCalls(scopes, places, roots);

  const isModule = scopes.moduleSyntax || program.body.some((s) => /^(Import|Export)/.test(s.type));
  const isCommonJs =
    requests.facts.some(
      (r) => (r.form === 'require' && !r.own) || r.form === 'resolve' || r.form === 'import-equals',
    ) ||
    exports.refs.some((r) => r.object !== 'this') ||
    free.some((f) => f.kind !== 'eval' && f.kind !== 'arguments') ||
    program.body.some((s) => s.type === 'TSExportAssignment');
  return {
    path,
    syntax: isModule ? (isCommonJs ? 'mixed' : 'esm') : isCommonJs ? 'cjs' : 'none',
    isStrictForm: false,
    problem: null,
    moduleErrors: parsed.moduleErrors,
    useStrict: program.directives.filter((d) => d.value.value === 'use strict').map(rangeOf),
    names: [...scopes.names],
    sharedNames: sharedNames(scopes),
    freeNames: [...scopes.free.keys()],
    fileNames: [...scopes.fileNames],
    relativePaths: [...scopes.relativePaths, ...shadowedRequests(scopes)],
    paths: findPaths(scopes),
    textReads: findTextReads(scopes),
    patternPaths: findPatternPaths(scopes),
    writtenScripts: findWrittenScripts(scopes),
    statements: program.body.map((s) => statementFacts(s, requestOf)),
    bindings,
    declarations: declarations.facts,
    requests: requests.facts,
    exports,
    locks: isModule ? [] : findLockedExports(scopes, source),
    outsideLocks: findOutsideLocks(scopes, requests),
    readOnlyNames: findReadOnlyNames(program, source),
    looseWrites: isModule ? [] : findLooseWrites(program, source, scopes),
    passedWrites: isModule ? [] : findPassedWrites(program, source, scopes, requests),
    takenMembers: findTakenMembers(scopes, requests),
    moduleExports: moduleExports(program),
    free,
    units,
    sloppy: isModule ? [] : findSloppy(parsed.program, source, scopes, parsed.moduleErrors.length > 0),
    stringCalls: strings.calls,
    pathKeys: scopes.pathKeys.map((node) => ({ key: node.value, range: rangeOf(node) })),
    sharedGlobals: strings.globals,
    jestMethods: jestMethods(scopes),
    testCallbacks: findTestCallbacks(scopes, places),
    hazards: findHazards(program, source, scopes, places, requestOf, [...requests.byNode.keys()]),
  };
}

function statementFacts(statement: t.Statement, requestOf: (node: Node) => number | null): StatementFacts {
  const isRequire =
    (statement.type === 'ExpressionStatement' && requestOf(statement.expression) !== null) ||
    (statement.type === 'VariableDeclaration' &&
      statement.declarations.every((d) => d.init && requestOf(withoutMembers(d.init)) !== null)) ||
    requestOf(statement) !== null;
  return { range: rangeOf(statement), type: statement.type, isRequire };
}

/** `require('x').a.b` without the members. */
function withoutMembers(node: Node): Node {
  return node.type === 'MemberExpression' ? withoutMembers(node.object) : node;
}

function sharedNames(scopes: ScopeInfo): string[] {
  const names = new Set<string>();
  const shared = new Set<string>();
  for (const { name } of scopes.bindings) {
    if (names.has(name)) shared.add(name);
    else names.add(name);
  }
  if (shared.size < 2) return [...shared];
  // In the order of their first declarations.
  return [...names].filter((name) => shared.has(name));
}

/** The members that are read of jest's object, be it the variable or an import. */
function jestMethods(scopes: ScopeInfo): string[] {
  const references = scopes.free.get('jest') ?? scopes.program.bindings.get('jest')?.references ?? [];
  const methods = references.map(({ node }) => {
    const parent = parentOf(node);
    return parent?.type === 'MemberExpression' && parent.object === node ? memberKey(parent) : null;
  });
  return [...new Set(methods.filter((method) => method !== null))];
}

function emptyFacts(path: string): ModuleFacts {
  return {
    path,
    syntax: 'none',
    isStrictForm: false,
    problem: null,
    moduleErrors: [],
    useStrict: [],
    names: [],
    sharedNames: [],
    freeNames: [],
    fileNames: [],
    relativePaths: [],
    paths: [],
    textReads: [],
    patternPaths: [],
    writtenScripts: [],
    statements: [],
    bindings: [],
    declarations: [],
    requests: [],
    locks: [],
    outsideLocks: [],
    readOnlyNames: [],
    looseWrites: [],
    passedWrites: [],
    takenMembers: [],
    exports: { refs: [], assignments: [], calls: [], aliases: [] },
    moduleExports: [],
    free: [],
    units: [],
    sloppy: [],
    stringCalls: [],
    pathKeys: [],
    sharedGlobals: [],
    jestMethods: [],
    testCallbacks: [],
    hazards: [],
  };
}
