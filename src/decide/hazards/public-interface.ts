import { type HazardContext, isTurned } from './context.js';

/** With `--no-compat`, `require()` of a public file gives a namespace, where it gave the exports object (E04, V01). */
export function reportPublicInterfaces(context: HazardContext): void {
  const { graph, plan, options, findings } = context;
  if (options.compat) return;
  for (const module of graph.modules.values()) {
    if (!module.file.roles.includes('public') || !isTurned(context, module)) continue;
    const { exports } = plan.files.get(module.path)!;
    if (exports.kind === 'none' || exports.facade?.moduleExports) continue;
    findings.add({
      rule: 'public-interface',
      severity: 'warning',
      file: module.path,
      at: 0,
      message: 'Users who require() this file get a namespace object in place of its exports object.',
      advice: 'Leave --no-compat away, or make this a major release.',
    });
  }
}
