import type { Edge, GraphModule } from '../../link/graph.js';
import { type HazardContext, isTurned } from './context.js';

/** Loads that an import declaration moves before what used to come first. */
export function reportEarlyLoads(context: HazardContext): void {
  const turned = [...context.graph.modules.values()].filter((module) => isTurned(context, module));
  reportLinkErrors(context, turned);
  for (const module of turned) reportExits(context, module);
}

/**
 * What an import can't find fails before any module runs, where require() failed on reaching it (O06, O17). Each name is
 * told once in a package, at its first import: installing it mends all.
 */
function reportLinkErrors({ plan, findings }: HazardContext, turned: GraphModule[]): void {
  const places = new Map<string, { module: GraphModule; edge: Edge; files: Set<string> }>();
  for (const module of turned) {
    for (const edge of module.out) {
      const { request, resolution } = edge;
      if (resolution.kind !== 'missing' || plan.loadings.get(module.path)?.[request.id]?.kind !== 'static') continue;
      const key = `${module.file.package} ${request.specifier}`;
      const place = places.get(key);
      if (place) place.files.add(module.path);
      else places.set(key, { module, edge, files: new Set([module.path]) });
    }
  }
  for (const { module, edge, files } of places.values()) {
    const others = files.size - 1;
    const rest = others === 0 ? '' : ` ${others} other ${others === 1 ? 'file imports' : 'files import'} it too.`;
    findings.add({
      rule: 'link-error',
      severity: 'warning',
      file: module.path,
      at: edge.request.range.start,
      message: `${edge.request.specifier} is not installed, so what it exports was not looked at; where it is missing, an import fails before anything runs.${rest}`,
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
