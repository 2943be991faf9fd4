import type { GraphModule } from '../../link/graph.js';
import { type HazardContext, isTurned } from './context.js';

/** Loads that an import declaration moves before what used to come first. */
export function reportEarlyLoads(context: HazardContext): void {
  for (const module of context.graph.modules.values()) {
    if (!isTurned(context, module)) continue;
    reportLinkErrors(context, module);
    reportExits(context, module);
  }
}

/** What an import can't find fails before any module runs, where require() failed on reaching it (O06, O17). */
function reportLinkErrors({ plan, findings }: HazardContext, module: GraphModule): void {
  for (const { request, resolution } of module.out) {
    if (resolution.kind !== 'missing' || plan.loadings.get(module.path)?.[request.id]?.kind !== 'static') continue;
    findings.add({
      rule: 'link-error',
      severity: 'warning',
      file: module.path,
      at: request.range.start,
      message: `${request.specifier} is not installed, so what it exports was not looked at; where it is missing, an import fails before anything runs.`,
      advice: 'Install the dependencies and run again.',
    });
  }
}

/** `process.exit()` before a request: the import declaration loads all the same, which only costs time. */
function reportExits({ plan, findings }: HazardContext, module: GraphModule): void {
  const exit = module.facts.units[0]?.effects.find(
    (e) => e.kind === 'call' && e.callee.kind === 'global' && e.callee.path.join('.') === 'process.exit',
  );
  if (!exit) return;
  const moved = module.out.find(
    ({ request, resolution }) =>
      request.form === 'require' &&
      request.range.start > exit.at &&
      resolution.kind !== 'builtin' &&
      plan.loadings.get(module.path)?.[request.id]?.kind === 'static',
  );
  if (!moved) return;
  findings.add({
    rule: 'exit-before-import',
    severity: 'info',
    file: module.path,
    at: moved.request.range.start,
    message: `${moved.request.specifier} loads now even when the program exits before this line; its load does nothing that can be seen.`,
    advice: 'To load it only when it is needed, use import() behind the exit.',
  });
}
