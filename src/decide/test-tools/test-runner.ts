import { posix } from 'node:path';
import type { StringCallFacts } from '../../analyse/facts.js';
import type { Edge, Graph, GraphModule } from '../../link/graph.js';
import { relativePath } from '../../link/percent.js';
import type { FindingList } from '../findings.js';
import { isManualMock, settleCompiled } from './jest-compiled.js';
import { type JestMocks, planJestMocks } from './jest-mocks.js';
import { jestMode, type JestMode } from './jest-mode.js';
import { type Decisions, keepCommonJs, settleForJest } from './jest-require.js';
import { reachedBy } from './reached-by.js';
import { findToolUse, isJest, type KeptForTool, renamedStrings } from './mock-tools.js';
import type { TestRunnerPlan } from '../plan.js';
import { jestSource, reportJestGlobal } from './test-globals.js';

/** What the test runners of a repository ask of its modules. */
export class TestRunners {
  private readonly modes = new Map<number, JestMode | null>();
  private mocks: JestMocks | null = null;
  private inPlace: ReadonlySet<string> = new Set();

  constructor(private readonly graph: Graph) {}

  /** How jest runs the tests of a file's package; null when it does not. */
  jest(module: GraphModule): JestMode | null {
    const { project, resolver } = this.graph;
    const index = module.file.package;
    if (!this.modes.has(index)) this.modes.set(index, jestMode(project, resolver, project.packages[index]!));
    return this.modes.get(index)!;
  }

  /** True where jest runs a file and finds packages by `main` only: it knows `exports` since version 28. */
  ignoresExports(module: GraphModule): boolean {
    const mode = this.jest(module);
    return mode?.kind === 'vm-modules' && mode.major !== null && mode.major < 28;
  }

  /** `import.meta.dirname` and `filename`: jest has them since version 30. */
  hasMetaDirname(): boolean {
    return this.isJestFrom(30);
  }

  /** `node:path` for `path`: jest knows it since version 27. */
  knowsNodeScheme(): boolean {
    return this.isJestFrom(27);
  }

  private isJestFrom(version: number): boolean {
    return [...this.graph.modules.values()].every((module) => {
      const major = this.jest(module)?.major ?? null;
      return major === null || major >= version;
    });
  }

  /**
   * Changes decisions that a test runner or a mocking tool can't live with: what such tools reach into stays CommonJS,
   * tests load by `await import()` what must see their mocks, and under jest nothing requires an ES module.
   */
  settle(decisions: Decisions): void {
    const { graph } = this;
    const { loadings } = decisions;
    const tools = findToolUse(graph, decisions.sources);
    for (const kept of tools.kept) keepFor(graph, decisions, kept, 'mock-tool');
    for (const { path, request } of tools.requires) {
      const own = loadings.get(path);
      const reason = 'it looks at the module that required it';
      if (own) own[request] = { kind: 'require', reason, rule: null, cause: null };
    }
    this.importGlobals(decisions);
    this.keepLateRequires(decisions);
    this.settleCompiled(decisions);
    const tests = [...graph.modules.values()].filter((module) => this.isJestTest(module, 'vm-modules'));
    if (tests.length === 0) return;
    const staysRequire = ({ from, request }: Edge): boolean => loadings.get(from)?.[request.id]?.kind === 'require';
    const mocks = planJestMocks(graph, tests, (test) => this.jest(test)!.hoists, staysRequire);
    this.mocks = mocks;
    for (const kept of mocks.kept) keepFor(graph, decisions, kept, 'jest-mock');
    for (const { edge } of mocks.awaited) setLoading(decisions, edge, { kind: 'import' });
    const reason = 'it must see the mocks of the test';
    for (const edge of mocks.fixed) setLoading(decisions, edge, { kind: 'require', reason, rule: null, cause: null });
    settleForJest(graph, new Set(tests), reachedBy(graph, tests), decisions, mocks.fixed);
    this.reportForeign(mocks, decisions);
  }

  /** '@jest/globals' is a module of jest's own: it needs no installation, does nothing, and may always come first. */
  private importGlobals({ loadings }: Decisions): void {
    for (const [path, own] of loadings) {
      const module = this.graph.modules.get(path)!;
      if (this.jest(module)?.kind !== 'vm-modules') continue;
      for (const { id, specifier, form } of module.facts.requests)
        if (specifier === '@jest/globals' && form === 'require') own[id] = { kind: 'static' };
    }
  }

  /** Where jest forgets modules or mocks them late, what a test requires then is another module than before. */
  private keepLateRequires(decisions: Decisions): void {
    const changes = /^(resetModules|resetModuleRegistry|isolateModules(Async)?|doMock|dontMock|setMock)$/;
    for (const module of this.graph.modules.values()) {
      const mode = module.file.roles.includes('test') ? this.jest(module) : null;
      if (!mode) continue;
      const resets = /resetModules['"]?\s*:\s*true/.test(mode.config);
      if (!resets && !module.facts.jestMethods.some((method) => changes.test(method))) continue;
      for (const edge of module.out) {
        const isLate = edge.request.form === 'require' && edge.request.when !== 'eager' && edge.to !== null;
        if (isLate && decisions.loadings.get(module.path)?.[edge.request.id]?.kind === 'static')
          setLoading(decisions, edge, { kind: 'require', reason: 'jest resets modules', rule: null, cause: null });
      }
    }
  }

  /** What a transformer makes CommonJS of, before jest runs it. */
  private settleCompiled(decisions: Decisions): void {
    const isStart = (module: GraphModule): boolean => {
      const mode = this.jest(module);
      if (mode?.kind !== 'compiled') return false;
      const isConfigured = mode.config.includes(posix.basename(module.path).replace(/\.\w+$/, ''));
      return this.isJestTest(module, 'compiled') || isManualMock(module.path) || isConfigured;
    };
    const starts = [...this.graph.modules.values()].filter(isStart);
    if (starts.length > 0) this.inPlace = settleCompiled(this.graph, starts, reachedBy(this.graph, starts), decisions);
  }

  /** True for a file in which CommonJS's variables stay: what runs is CommonJS made of it. */
  keepsVariables(path: string): boolean {
    return this.inPlace.has(path);
  }

  private isJestTest(module: GraphModule, kind: JestMode['kind']): boolean {
    const { file, facts } = module;
    if (!file.roles.includes('test') || this.jest(module)?.kind !== kind) return false;
    // What a test folder holds besides (programs to start, data) is loaded by Node, or by those who require it.
    const isRunnersName = (name: string): boolean =>
      /^(describe|test|it|expect|jest|(before|after)(All|Each))$/.test(name);
    return facts.freeNames.some(isRunnersName) || facts.requests.some((r) => r.specifier === '@jest/globals');
  }

  private reportForeign(mocks: JestMocks, { findings }: Decisions): void {
    for (const { test, call } of mocks.foreign) {
      if (call.isStatement) continue;
      findings.add({
        rule: 'jest-mock',
        severity: 'error',
        file: test,
        at: call.argument.start,
        message: `jest.${call.method}('${call.specifier}') does not reach ES modules that import it.`,
        advice: 'Mock it at the top of the file, or with jest.unstable_mockModule() and await import().',
      });
    }
  }

  /**
   * What a rewrite of a file has to do for its test runner and its mocking tools.
   * @param isEsm the file becomes an ES module
   */
  plan(
    module: GraphModule,
    isEsm: (path: string) => boolean,
    newPaths: Map<string, string>,
    findings: FindingList,
  ): TestRunnerPlan | null {
    if (module.file.esm) return null;
    const plan: TestRunnerPlan = { jest: null, replacements: [], insertions: [], moves: [], asyncAt: [] };
    for (const { start, end, specifier } of renamedStrings(this.graph, module, newPaths))
      plan.replacements.push({ start, end, text: `'${specifier}'` });
    if (isEsm(module.path)) {
      const mode = this.jest(module);
      reportJestGlobal(this.graph, module, mode, findings);
      plan.jest = jestSource(this.graph, module, mode);
      if (this.mocks) this.addMocks(this.mocks, module, isEsm, plan);
      if (mode?.kind === 'vm-modules' && mode.hoists) this.replaceHoisting(module, plan);
    }
    const isEmpty = plan.replacements.length + plan.insertions.length + plan.asyncAt.length === 0 && plan.jest === null;
    return isEmpty ? null : plan;
  }

  private addMocks(
    mocks: JestMocks,
    module: GraphModule,
    isEsm: (path: string) => boolean,
    plan: TestRunnerPlan,
  ): void {
    for (const [target, uses] of mocks.replaceable) {
      if (!isEsm(target)) continue;
      for (const { test, call, factory } of uses) {
        if (test !== module.path) continue;
        plan.replacements.push({ ...call.methodRange!, text: 'unstable_mockModule' });
        plan.replacements.push({ ...call.argument, text: `'${relativePath(module.path, target)}'${factory}` });
      }
    }
    for (const { test, call, names } of mocks.foreign)
      if (test === module.path && call.isStatement) plan.insertions.push(foreignMock(module, call, names));
    const callbacks = mocks.awaited.flatMap(({ edge, callback }) =>
      edge.from === module.path && callback !== null ? [module.facts.testCallbacks[callback]!] : [],
    );
    plan.asyncAt = [...new Set(callbacks.filter((c) => !c.async).map((c) => c.at))];
  }

  /**
   * babel-jest moves `jest.mock` calls up, and makes a `require()` call of them, which ES modules do not have. So the
   * calls are written where they run, under the names that Babel leaves alone.
   * Source: babel-plugin-jest-hoist; jest's documentation of `jest.doMock`.
   */
  private replaceHoisting(module: GraphModule, plan: TestRunnerPlan): void {
    const calls = module.facts.stringCalls.filter((call) => isJest(module, call) && call.method! in unhoisted);
    const isReplaced = (call: StringCallFacts): boolean =>
      plan.replacements.some((r) => r.start === call.methodRange!.start);
    for (const call of calls)
      if (!isReplaced(call)) plan.replacements.push({ ...call.methodRange!, text: unhoisted[call.method!]! });
    const late =
      this.mocks?.awaited.filter(({ edge, callback }) => edge.from === module.path && callback === null) ?? [];
    const fixed = [...(this.mocks?.fixed ?? [])].filter((edge) => edge.from === module.path);
    const starts = [...late.map((l) => l.edge), ...fixed].map((edge) => edge.request.statement);
    const first = module.facts.statements[Math.min(...starts)];
    if (!first) return;
    const statements = new Set(calls.filter((c) => c.isStatement).map((c) => module.facts.statements[c.statement]!));
    for (const { range } of statements) {
      if (range.start < first.range.start) continue;
      const behind = plan.insertions.filter((i) => i.at === range.end).map((i) => i.text);
      plan.insertions = plan.insertions.filter((i) => i.at !== range.end);
      plan.moves.push({ ...range, to: first.range.start, behind: behind.join('\n') });
    }
  }
}

const unhoisted: Record<string, string> = { mock: 'doMock', unmock: 'dontMock' };

/** ES modules get the mock that jest makes for `require()`, with its names and as the default export. */
function foreignMock(module: GraphModule, call: StringCallFacts, names: string[]): { at: number; text: string } {
  const mock = `jest.requireMock('${call.specifier}')`;
  const text = names.map((n) => `jest.unstable_mockModule('${n}', () => ({ ...${mock}, default: ${mock} }));`);
  return { at: module.facts.statements[call.statement]!.range.end, text: text.join('\n') };
}

function setLoading({ loadings }: Decisions, edge: Edge, loading: { kind: 'import' } | LoadingRequire): void {
  const own = loadings.get(edge.from);
  if (own) own[edge.request.id] = loading;
}

type LoadingRequire = { kind: 'require'; reason: string; rule: null; cause: null };

function keepFor(graph: Graph, decisions: Decisions, kept: KeptForTool, rule: 'mock-tool' | 'jest-mock'): void {
  if (keepCommonJs(graph, decisions, kept.path, kept.reason).length === 0) return;
  decisions.findings.add({
    rule,
    severity: 'info',
    file: kept.from,
    at: kept.at,
    message: `${kept.path} stays CommonJS, as .cjs: ${kept.reason}.`,
    advice:
      rule === 'mock-tool'
        ? 'Move the test to esmock, which replaces imports of ES modules, and run again.'
        : 'Give jest.mock() a factory that returns all names in an object literal, at the top of the test, and run again.',
  });
}
