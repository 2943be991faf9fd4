import type { Graph, GraphModule } from '../link/graph.js';
import type { FindingList } from './findings.js';
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
