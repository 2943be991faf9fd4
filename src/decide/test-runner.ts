import type { Graph, GraphModule } from '../link/graph.js';
import type { FindingList } from './findings.js';
import { settleForJest, type Decisions } from './jest-require.js';
import { jestMode, type JestMode } from './jest-mode.js';
import type { TestRunnerPlan } from './plan.js';
import { importsJestGlobal, reportJestGlobal } from './test-globals.js';

/** What the test runners of a repository ask of its modules. */
export class TestRunners {
  private readonly modes = new Map<number, JestMode | null>();

  constructor(private readonly graph: Graph) {}

  /** How jest runs the tests of a file's package; null when it does not. */
  jest(module: GraphModule): JestMode | null {
    const { project, resolver } = this.graph;
    const index = module.file.package;
    if (!this.modes.has(index)) this.modes.set(index, jestMode(project, resolver, project.packages[index]!));
    return this.modes.get(index)!;
  }

  /** Changes what jest can't run: see `settleForJest`. */
  settle(decisions: Decisions): void {
    const runs = this.loadedByTests();
    if (runs.size > 0) settleForJest(this.graph, runs, decisions);
  }

  /** The test files that jest runs as ES modules, and all that they may load. */
  private loadedByTests(): Set<GraphModule> {
    const seen = new Set<GraphModule>();
    const visit = (module: GraphModule): void => {
      if (seen.has(module)) return;
      seen.add(module);
      for (const edge of module.out) {
        const target = edge.to === null ? undefined : this.graph.modules.get(edge.to);
        if (target) visit(target);
        else if (edge.request.specifier === null)
          for (const other of this.graph.modules.values()) if (other.dynamic.includes(edge)) visit(other);
      }
    };
    for (const module of this.graph.modules.values())
      if (module.file.roles.includes('test') && this.jest(module)?.kind === 'vm-modules') visit(module);
    return seen;
  }

  /** `import.meta.dirname` and `filename`: jest has them since version 30. */
  hasMetaDirname(): boolean {
    return [...this.graph.modules.values()].every((module) => {
      const major = this.jest(module)?.major ?? null;
      return major === null || major >= 30;
    });
  }

  /** What a rewrite of a file that becomes an ES module has to do for its test runner. */
  plan(module: GraphModule, findings: FindingList): TestRunnerPlan | null {
    if (module.file.esm) return null;
    const mode = this.jest(module);
    reportJestGlobal(this.graph, module, mode, findings);
    const importsJest = importsJestGlobal(this.graph, module, mode);
    return importsJest ? { importsJest } : null;
  }
}
