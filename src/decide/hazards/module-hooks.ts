import type { GraphModule } from '../../link/graph.js';
import { type HazardContext, isTurned } from './context.js';
import { loadedWhileHooked, loaderHooks } from './module-system.js';

/** Packages that hook into require(): what they do for imports, in words. */
const hookPackages: readonly [RegExp, string][] = [
  [/^(module-alias|app-module-path|rootpath|require-rewrite)(\/|$)/, 'module-alias'],
  [/^(pirates|append-transform|node-hook|require-hook|require-in-the-middle|istanbul-lib-hook|esm)$/, 'module-hook'],
  [
    /^(@babel\/register|babel-register|coffee-?script\/register|ts-node\/register.*|sucrase\/register|esbuild-register.*)$/,
    'module-hook',
  ],
];

/** What takes part in require(), and so has no say in imports. */
export function reportModuleSystem(context: HazardContext): void {
  const turned = [...context.graph.modules.values()].filter((module) => isTurned(context, module));
  if (turned.length === 0) return;
  for (const module of context.graph.modules.values()) {
    if (module.file.esm || module.facts.syntax === 'esm' || !module.file.selected) continue;
    reportHooks(context, module);
    reportPackages(context, module);
    reportCacheListing(context, module);
  }
}

/** Requests of ES modules that load after a loader hook was set do not pass through it (O22, O23). */
function reportHooks(context: HazardContext, module: GraphModule): void {
  const { graph, findings } = context;
  const hooks = loaderHooks(module);
  const [first] = hooks;
  if (!first) return;
  // What loads while a hook is set that is put back stays CommonJS.
  const paths = loadedWhileHooked(graph, module) ?? graph.modules.keys();
  const missed = [...paths].find((path) => path !== module.path && hasImports(context, graph.modules.get(path)!));
  if (missed === undefined) return;
  findings.add({
    rule: 'module-hook',
    severity: 'warning',
    file: module.path,
    at: first.at,
    message: `The hook set here sees require() only; ${missed} loads what it needs by import.`,
    advice: 'Use module.registerHooks() (Node 22.15), which sees both, or name the modules it is for .cjs.',
  });
}

function hasImports(context: HazardContext, module: GraphModule): boolean {
  if (!isTurned(context, module)) return false;
  return module.out.some(
    ({ request, resolution }) =>
      resolution.kind !== 'builtin' && context.plan.loadings.get(module.path)?.[request.id]?.kind === 'static',
  );
}

function reportPackages({ findings }: HazardContext, module: GraphModule): void {
  for (const request of module.facts.requests) {
    const rule = hookPackages.find(([pattern]) => pattern.test(request.specifier ?? ''))?.[1];
    if (rule === undefined || request.form === 'resolve') continue;
    findings.add({
      rule,
      severity: 'warning',
      file: module.path,
      at: request.range.start,
      message: `${request.specifier} changes what require() loads; import declarations do not see it.`,
      advice:
        rule === 'module-alias'
          ? 'Use the "imports" field of package.json ("#lib/*": "./lib/*.js"), which both read.'
          : 'Use the loader that the package offers for ES modules (node --import), or compile beforehand.',
    });
  }
}

/** Modules that were imported are not in require.cache (O09). */
function reportCacheListing({ findings }: HazardContext, module: GraphModule): void {
  const listing = module.facts.hazards.find((h) => h.kind === 'cache' && h.name === 'list');
  if (!listing) return;
  findings.add({
    rule: 'require-cache',
    severity: 'warning',
    file: module.path,
    at: listing.range.start,
    message: 'require.cache lists the modules that require() loaded; those that were imported are not in it.',
    advice: 'Keep a list of your own of what has to be known or reset.',
  });
}
