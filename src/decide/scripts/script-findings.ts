import { isWindowProperty } from '../../analyse/scripts/window-properties.js';
import type { Finding } from '../../finding.js';
import type { ScriptGraph } from '../../link/script-graph.js';
import { scriptFinding } from './script-hazards.js';
import type { GlobalPlan, ScriptsPlan } from './script-plan.js';
import { returnedObject } from './script-unwrap.js';

/** Says which globals could not become exports, and what was assumed. */
export function globalFindings(plan: ScriptsPlan, graph: ScriptGraph, textOf: (file: string) => string): Finding[] {
  const findings: Finding[] = [];
  for (const global of plan.globals.values()) {
    const definer = [...graph.nodes.values()].find(
      (n) =>
        plan.modules.has(n.id) &&
        global.scripts.has(n.id) &&
        (n.facts.declared.has(global.name) ||
          n.facts.accesses.some((a) => a.name === global.name && a.mode !== 'read')),
    );
    if (!definer) continue;
    const { script } = definer.facts;
    const at =
      definer.facts.declared.get(global.name)?.binding.declarations[0]?.start ??
      definer.facts.accesses.find((a) => a.name === global.name && a.mode !== 'read')?.node.start ??
      0;
    const say = (rule: string, severity: Finding['severity'], message: string, advice: string): void => {
      findings.push(scriptFinding(script, textOf(script.file), at, rule, severity, message, advice));
    };
    const isMade = global.mode === 'namespace' || isModuleObject(global, plan, graph);
    if (isMade && global.reason !== null)
      say(
        'namespace-object',
        'info',
        `\`${global.name}\` stays an object: ${global.reason}.`,
        'Nothing has to be done; its members can be exported by name once that is no longer so.',
      );
    else if (global.mode === 'global' && !isSaidToBeGlobal(global, graph))
      say(
        'script-global',
        'info',
        `\`${global.name}\` stays on the global object: ${global.reason}.`,
        'Nothing has to be done; export and import it by hand once nothing needs the global.',
      );
    else if (global.mode !== 'global' && global.bridge)
      say(
        'script-bridge',
        'info',
        `\`${global.name}\` is also written to the global object, for code that can only read it there.`,
        'Remove the line once handlers, strings and classic scripts no longer need it.',
      );
    if (global.definition?.kind === 'implied')
      say(
        'implied-global',
        'warning',
        `\`${global.name}\` was created by an assignment and is now a declared variable.`,
        'Reading it before that assignment gives undefined now, where it threw before.',
      );
  }
  return findings;
}

/** The object that an opened function fills and returns, exported whole: `export { my as M }`. */
function isModuleObject({ name, mode, owner }: GlobalPlan, plan: ScriptsPlan, { nodes }: ScriptGraph): boolean {
  if (mode !== 'export' || owner === null) return false;
  const opened = plan.unwraps.get(owner)?.find(({ returns }) => returns?.name === name);
  return opened !== undefined && returnedObject(opened.iife, nodes.get(owner)!.facts) !== null;
}

/** `window.onload = …`: a property of the platform that is written as one. */
function isSaidToBeGlobal({ name, scripts }: GlobalPlan, { nodes }: ScriptGraph): boolean {
  if (!isWindowProperty(name)) return false;
  return [...scripts].every((id) => {
    const { declared, accesses } = nodes.get(id)!.facts;
    return !declared.has(name) && accesses.every((a) => a.name !== name || a.mode === 'read' || a.via === 'member');
  });
}
