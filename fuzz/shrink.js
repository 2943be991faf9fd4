import { Module, Program, SECTIONS } from './model/program.js';
import { judge } from './oracles/judge.js';

/** @param {Program} program */
function copy(program) {
  const clone = new Program(program.id);
  Object.assign(clone, program, { files: { ...program.files }, manifest: structuredClone(program.manifest) });
  clone.modules = program.modules.map((module) => {
    const other = new Module(module.file);
    Object.assign(other, module, { sections: Object.fromEntries(SECTIONS.map((s) => [s, [...module.sections[s]]])) });
    return other;
  });
  return clone;
}

/**
 * The deletions to try on a program, the big ones first. Each changes a copy and says whether it did anything.
 * @param {Program} program @returns {((p: Program) => void)[]}
 */
function deletions(program) {
  /** @type {((p: Program) => void)[]} */
  const list = [];
  program.modules.forEach((module, m) => {
    if (module.file !== program.entry) list.push((p) => p.modules.splice(m, 1));
    const atoms = SECTIONS.flatMap((section) => module.sections[section].map((_, i) => ({ section, i })));
    if (atoms.length > 3) {
      for (const section of SECTIONS)
        if (module.sections[section].length > 1) list.push((p) => (p.modules[m].sections[section] = []));
    }
  });
  for (const file of Object.keys(program.files)) list.push((p) => delete p.files[file]);
  program.modules.forEach((module, m) => {
    for (const section of [...SECTIONS].reverse()) {
      for (let i = module.sections[section].length - 1; i >= 0; i--)
        list.push((p) => p.modules[m].sections[section].splice(i, 1));
    }
    if (module.strict) list.push((p) => (p.modules[m].strict = false));
  });
  for (const field of Object.keys(program.manifest))
    if (field !== 'name' && field !== 'main') list.push((p) => delete p.manifest[field]);
  return list;
}

/**
 * Deletes modules, statements and files of a failing program for as long as it fails in the same way.
 * @param {Program} program @param {import('./oracles/judge.js').Judgement} failure @param {import('./oracles/judge.js').Setting} setting
 * @param {number} [budget] judgements at most
 * @returns {Promise<{ program: Program, judgement: import('./oracles/judge.js').Judgement }>}
 */
export async function shrink(program, failure, setting, budget = 300) {
  let best = { program, judgement: failure };
  // The slower questions are asked of every program here, so that what they found can be found again.
  const thorough = { ...setting, every: 1 };
  let tried = 0;
  for (let progress = true; progress && tried < budget;) {
    progress = false;
    for (let i = 0; i < deletions(best.program).length && tried < budget; i++) {
      const candidate = copy(best.program);
      deletions(best.program)[i](candidate);
      tried++;
      const judgement = await judge(candidate, thorough, `-shrink-${tried}`);
      if (judgement.verdict !== failure.verdict || judgement.signature !== failure.signature) continue;
      best = { program: candidate, judgement };
      progress = true;
      i--;
    }
  }
  return best;
}
