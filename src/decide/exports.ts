import type { ModuleFacts } from '../analyse/facts.js';
import type { GraphModule } from '../link/graph.js';
import type { MigrateOptions } from '../options.js';
import { boundMember } from './bound-members.js';
import { isStable, planMembers } from './exported-members.js';
import type { Interface } from './interfaces/needs.js';
import type { Names } from './names.js';
import type { ExportPlan, Facade, NamedExport, Snapshot } from './plan.js';
import type { KeyShape } from './interfaces/shape.js';
import { unnamedAssignments } from './interfaces/unnamed-functions.js';

/**
 * Chooses the names under which a module exports, and whether it gets a facade.
 * @param moduleName what an object of all its exports is called
 */
export function planExports(
  module: GraphModule,
  own: Interface,
  isStatic: (request: number) => boolean,
  options: MigrateOptions,
  names: Names,
  moduleName: string,
): ExportPlan {
  const facade: Facade = { default: own.needs.default, moduleExports: own.needs.moduleExports };
  if (exportsBySyntax(module)) return { kind: 'none' };
  switch (own.kind) {
    case 'none':
      return { kind: 'none' };
    case 'named':
      return planNamed(
        module,
        own,
        { ...facade, default: facade.default || own.needs.whole },
        isStatic,
        names,
        moduleName,
      );
    case 'value':
      return planValue(module, own, facade, options, names, moduleName);
    case 'holder':
      return planHolder(module, own, facade, names, moduleName);
    case 'reexport': {
      facade.default ||= own.needs.whole;
      const assignment = own.shape.replacement!;
      const request = module.facts.exports.assignments[assignment]!.value.request!;
      // Filled in by `completeReexports`, when the target's plan is known.
      return { kind: 'reexport', request, specifier: '', assignment, star: true, name: null, facade };
    }
  }
}

/** True for a file with `export` of its own, which needs no other: it uses variables of CommonJS besides. */
export function exportsBySyntax({ facts }: GraphModule): boolean {
  return (
    facts.exports.assignments.length === 0 &&
    (facts.moduleExports.length > 0 || facts.requests.some((r) => r.form === 'export'))
  );
}

function planNamed(
  module: GraphModule,
  own: Interface,
  facade: Facade,
  isStatic: (request: number) => boolean,
  names: Names,
  moduleName: string,
): ExportPlan {
  const planned = planMembers(module, own.shape.keys, isStatic, names);
  const needsObject = facade.default || facade.moduleExports;
  return {
    kind: 'named',
    names: inOrderOfWriting(planned, own.shape.keys),
    facade: needsObject ? facade : null,
    facadeLocal: needsObject ? names.allocateAtTop(moduleName, `${moduleName}Exports`) : '',
  };
}

/** `exports.b = exports.a = value` sets `a` first. */
function inOrderOfWriting(names: NamedExport[], keys: readonly KeyShape[]): NamedExport[] {
  const chain = (index: number): number => (keys[index]!.property ? -1 : (keys[index]!.assignments[0] ?? -1));
  const ordered: NamedExport[] = [];
  names.forEach((name, index) => {
    const start = keys.findIndex((_, other) => chain(other) === chain(index));
    ordered.splice(chain(index) < 0 ? index : start, 0, name);
  });
  return ordered;
}

function planValue(
  module: GraphModule,
  own: Interface,
  facade: Facade,
  options: MigrateOptions,
  names: Names,
  moduleName: string,
): ExportPlan {
  const { facts } = module;
  const index = own.shape.replacement!;
  const assignment = facts.exports.assignments[index]!;
  const { value, container } = assignment;
  let local: string | null = null;
  let declares = false;
  let isOwnName = false;
  const isSeen = (name: string): boolean =>
    !facts.sharedNames.includes(name) || ![...own.shape.refs].some((i) => facts.exports.refs[i]!.nested);
  if (
    container.kind === 'declarator' &&
    container.name !== null &&
    isSeen(container.name) &&
    isStable(facts, container.name, assignment.range.end)
  ) {
    local = container.name;
    isOwnName = true;
  } else if (
    value.kind === 'identifier' &&
    value.topLevel &&
    isSeen(value.name!) &&
    isStable(facts, value.name!, value.range.end)
  ) {
    local = value.name!;
    isOwnName = true;
  } else if ((value.kind === 'function' || value.kind === 'class') && value.name !== null) {
    const isFree = !facts.bindings.some((b) => b.name === value.name) && !facts.freeNames.includes(value.name);
    if (
      isFree &&
      isSeen(value.name) &&
      container.kind === 'statement' &&
      assignment.targets.every((t) => t.object !== 'local')
    ) {
      local = value.name;
      isOwnName = true;
      declares = true;
    }
  }
  const hasSnapshots = own.needs.names.size > 0;
  // `other.x = module.exports = value`: the export's part of the chain is the name's declaration.
  const isInChain = assignment.targets[0]!.object === 'local';
  const needsLocal = own.shape.refs.size > 0 || facade.moduleExports || hasSnapshots || isInChain;
  if (local === null && needsLocal) {
    local = allocateObject(module, names, moduleName);
    declares = true;
  }
  // `var exports = module.exports = …` says nothing of the value.
  const hasName = isOwnName && local !== 'exports' && !isImported(facts, local!);
  const isNamed = hasName && options.valueExports === 'named';
  const exportName = isNamed && (!own.needs.listed || own.needs.names.has(local!)) ? local : null;
  return {
    kind: 'value',
    assignment: index,
    local: local ?? '',
    declares,
    exportName,
    facade: { default: exportName === null || facade.default, moduleExports: facade.moduleExports },
    snapshots: snapshots(facts, own, names, local),
    mayBeNothing: mayBeNothing(facts, own),
    anonymous: own.needs.anonymous,
  };
}

/** A name for the exports, which stands wherever the file writes `exports` or `module.exports`. */
function allocateObject({ facts }: GraphModule, names: Names, base: string): string {
  const isNested = facts.exports.refs.some((ref) => ref.nested && ref.object !== 'alias');
  return isNested ? names.allocate(base, `${base}Exports`) : names.allocateAtTop(base, `${base}Exports`);
}

/** An import binding re-exported under its own name would say nothing: it goes out as the default. */
function isImported(facts: ModuleFacts, name: string): boolean {
  return facts.requests.some((r) => r.local === name);
}

function planHolder(module: GraphModule, own: Interface, facade: Facade, names: Names, moduleName: string): ExportPlan {
  const { facts } = module;
  const local = allocateObject(module, names, moduleName);
  const { assignments } = facts.exports;
  const replaces = (object: string): boolean =>
    assignments.some((a) => a.targets.some((t) => t.key === null && t.object === object));
  // Where nothing but `module.exports` names the object, one variable is enough.
  // `exports = …` alone makes it another object than `module.exports`.
  const hasOthers = facts.exports.refs.some((r) => r.object !== 'module.exports');
  const isSplit = replaces('exports') || (replaces('module.exports') && hasOthers);
  const readsThis = facts.exports.refs.some((r) => r.object === 'this');
  return {
    kind: 'holder',
    local,
    moduleLocal: isSplit ? names.allocate(`${local}Value`) : local,
    firstLocal: readsThis && replaces('exports') && replaces('module.exports') ? names.allocate(`${local}This`) : null,
    keepsModule: !replaces('module.exports'),
    rebound: replaces('exports') || (!isSplit && replaces('module.exports')),
    facade: { default: true, moduleExports: facade.moduleExports },
    snapshots: snapshots(facts, own, names, null),
    mayBeNothing: replaces('module.exports') && mayBeNothing(facts, own),
    anonymous: own.needs.anonymous ? unnamedAssignments(assignments) : [],
  };
}

function snapshots(facts: ModuleFacts, own: Interface, names: Names, local: string | null): Snapshot[] {
  return [...own.needs.names]
    .filter((key) => key !== 'default' && key !== local)
    .map((key) => {
      const bound = boundMember(facts, own.shape.replacement, key);
      if (bound !== null) return { key, local: bound, isBinding: true };
      const free = names.isFreeAtTop(key);
      if (free) names.claim(key);
      return { key, local: free ? key : names.allocate(`${key}Export`), isBinding: false };
    });
}

/** True unless the file shows that its exports are no null or undefined: nothing can be taken out of those. */
function mayBeNothing(facts: ModuleFacts, own: Interface): boolean {
  const { assignments, refs } = facts.exports;
  const isHeld = (name: string | null): boolean => facts.bindings.some((b) => b.name === name && b.unit !== null);
  const replacing = assignments.filter((a) => a.targets.some((t) => t.key === null && t.object === 'module.exports'));
  const isObject = replacing.every(
    ({ value }) =>
      /^(function|arrow|class|object)$/.test(value.kind) || (value.kind === 'identifier' && isHeld(value.name)),
  );
  // A member that is set whenever the file loads would have thrown.
  const isSet = [...own.shape.refs].some((i) => {
    const { kind, unit, when } = refs[i]!.use;
    return kind === 'write' && unit === 0 && when === 'eager';
  });
  return !isObject && !isSet;
}
