import type { Finding } from '../../finding.js';
import { namedInStrings, type ScriptProgram } from '../../link/script-pages.js';
import { findHazards, KEEP_CLASSIC, plainThisFinding, scriptFinding } from './script-hazards.js';
import { calledWithoutObject } from './script-plain-calls.js';
import { certainThrows } from './script-throws.js';
import type { Refusal } from './script-plan.js';

export type Refuse = (id: string, level: Refusal['level'], finding: Finding | null) => void;

/** What certainly stays classic, before anything is decided about globals. */
export interface Refusals {
  classic: Map<string, Refusal>;
  findings: Finding[];
  /** Scripts that run code in strings, which may read any global. */
  readsAnyGlobal: Set<string>;
  /** Adds a script to `classic`, and a finding, said once. */
  refuse: Refuse;
}

/** Finds the scripts that say or do what no module can, or that something else needs as they are. */
export function findRefusals(
  program: ScriptProgram,
  textOf: (file: string) => string,
  failed: ReadonlyMap<string, string>,
): Refusals {
  const { graph } = program;
  const findings: Finding[] = [];
  const classic = new Map<string, Refusal>();
  const readsAnyGlobal = new Set<string>();
  const refuse: Refuse = (id, level, finding) => {
    const isInline = graph.nodes.get(id)?.path === null;
    const known = classic.get(id);
    if (!known || level === 'sync') classic.set(id, { level: isInline ? 'sync' : level });
    if (
      finding &&
      !findings.some(
        (f) =>
          f.rule === finding.rule && f.file === finding.file && f.line === finding.line && f.column === finding.column,
      )
    )
      findings.push(finding);
  };
  for (const { id, facts } of graph.nodes.values()) {
    const { script } = facts;
    const reason = failed.get(script.file)?.split('\n')[0];
    if (reason === undefined) continue;
    const message = `This script could not be written as a module: ${reason}.`;
    const advice = 'It stays a classic script; please report this.';
    refuse(id, 'deferred', scriptFinding(script, textOf(script.file), 0, 'page-failed', 'error', message, advice));
  }
  for (const { problem, file, offset } of program.problems) {
    findings.push(
      scriptFinding(
        { file, offset, rounds: [] },
        textOf(file),
        problem.offset,
        'script-syntax',
        'error',
        `This is no script on its own: ${problem.message}`,
        KEEP_CLASSIC,
      ),
    );
  }
  for (const place of program.misplaced) {
    const finding = scriptFinding(
      { file: place.page.path, offset: 0, rounds: [] },
      place.page.text,
      place.element.element.start,
      place.rule,
      'error',
      place.message,
      KEEP_CLASSIC,
    );
    refuse(place.id, place.sync ? 'sync' : 'deferred', finding);
  }
  for (const node of graph.nodes.values()) {
    for (const hazard of findHazards(node.facts, textOf(node.facts.script.file))) {
      if (hazard.readsAnyGlobal) readsAnyGlobal.add(node.id);
      if (hazard.level) refuse(node.id, hazard.level, hazard.finding);
      else findings.push(hazard.finding);
    }
  }
  // What could not be written out: the names it takes are taken.
  for (const { script, fn } of calledWithoutObject(program)) {
    const finding = plainThisFinding(script, textOf(script.file), fn.start!);
    refuse(script.id, 'deferred', finding);
  }
  for (const { id, at, missing } of certainThrows(program)) {
    const { script } = graph.nodes.get(id)!.facts;
    const why = missing ? `${missing.what} on ${missing.page}` : 'it throws an error';
    refuse(
      id,
      'deferred',
      scriptFinding(
        script,
        textOf(script.file),
        at,
        'script-throws',
        'error',
        `This script stops here while it loads: ${why}. The scripts behind it run all the same; modules that need it would not.`,
        KEEP_CLASSIC,
      ),
    );
  }
  for (const { id, facts } of graph.nodes.values()) {
    for (const { id: name, start } of facts.blockFunctions) {
      const isUsed = [...graph.nodes.values()].some(
        (n) => n.id !== id && n.facts.accesses.some((a) => a.name === name!.name),
      );
      const isReadElsewhere = graph.pages.some(
        ({ page, order }) => order.includes(id) && program.foreign.get(page.path)!.reads.has(name!.name),
      );
      if (!isUsed && !isReadElsewhere) continue;
      const message = `\`${name!.name}\` is declared in a block and used outside this script: in a module it stays in the block.`;
      const { script } = facts;
      refuse(
        id,
        'deferred',
        scriptFinding(script, textOf(script.file), start!, 'script-sloppy', 'error', message, KEEP_CLASSIC),
      );
    }
  }
  const aboutFile = (path: string, rule: string, severity: Finding['severity'], message: string): Finding =>
    scriptFinding({ file: path, offset: 0, rounds: [] }, textOf(path), 0, rule, severity, message, KEEP_CLASSIC);
  for (const path of program.required) {
    const message = 'A page loads this file as a script, and Node as a module.';
    const finding = aboutFile(path, 'script-shared', 'warning', message);
    if (graph.nodes.has(path)) refuse(path, 'deferred', finding);
    else findings.push(finding);
  }
  for (const path of program.fixed) {
    if (!graph.nodes.has(path)) continue;
    const message = 'A page that is not migrated loads this script.';
    refuse(path, 'deferred', aboutFile(path, 'script-order', 'error', message));
  }
  for (const path of namedInStrings(program)) {
    const message = 'A string names this file: it may also be loaded as a worker or by a script.';
    refuse(path, 'deferred', aboutFile(path, 'script-by-name', 'error', message));
  }
  return { classic, findings, readsAnyGlobal, refuse };
}
