import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { consume, consumerDifference } from '../execute/consumers.js';
import { execute, sameOutcome } from '../execute/execute.js';
import { writeTree } from '../execute/workspace.js';
import { makeRandom } from '../random.js';
import { withShuffledFolders } from '../tools/shuffle.js';
import { installedFiles, ownFiles } from '../tools/tool.js';
import { lostComment } from './comments.js';
import { linkFault } from './link.js';

/**
 * - `same`: nothing differs; `false-alarm`: nothing differs, yet a warning or error was given (solo programs)
 * - `reported`: it differs and a warning or error names a file of it; `unreported`: it differs in silence
 * - `crash`: the tool failed; `touched`: an identity program was changed; `comment`: a comment was lost
 * - `not-idempotent`, `not-deterministic`; `invalid`: the program does not run as the generator meant (our fault)
 * @typedef {'same' | 'false-alarm' | 'reported' | 'unreported' | 'crash' | 'touched' | 'comment' | 'not-idempotent' | 'not-deterministic' | 'invalid'} Verdict
 * @typedef {{ verdict: Verdict, detail: string, signature: string, rules: string[], after: Map<string, string> | null }} Judgement
 * @typedef {{ tool: import('../tools/tool.js').Tool, node: string, root: string, every: number, solo: boolean, identity: boolean }} Setting
 *   `every`: consumers, idempotence and determinism are asked of one program in so many
 */

/** Verdicts that mean something is wrong with the tool. @type {Verdict[]} */
export const FAILURES = ['unreported', 'crash', 'touched', 'comment', 'not-idempotent', 'not-deterministic'];

/** Migrates a program and compares what it does before and after. @param {import('../model/program.js').Program} program @param {Setting} setting @param {string} [suffix] of the scratch folder @returns {Promise<Judgement>} */
export async function judge(program, setting, suffix = '') {
  const dir = path.join(setting.root, program.id + suffix);
  await mkdir(dir, { recursive: true });
  try {
    return await judgeIn(dir, program, setting);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** @param {string} dir @param {import('../model/program.js').Program} program @param {Setting} setting @returns {Promise<Judgement>} */
async function judgeIn(dir, program, setting) {
  const { tool, node } = setting;
  const before = program.render();
  const beforeDir = path.join(dir, 'before');
  await writeTree(beforeDir, before);
  /** @type {(verdict: Verdict, detail?: string, signature?: string) => Judgement} */
  const verdict = (kind, detail = '', signature = '') => ({
    verdict: kind,
    detail,
    signature,
    rules: loud.map((f) => f.rule),
    after: migrated?.files ?? null,
  });
  /** @type {import('../tools/tool.js').Finding[]} */
  let loud = [];
  /** @type {import('../tools/tool.js').Migrated | null} */
  let migrated = null;

  const ranBefore = await execute(node, [program.entry], beforeDir);
  if (ranBefore.code !== program.exitCode)
    return verdict('invalid', `exit ${ranBefore.code}: ${ranBefore.stderr.slice(0, 600)}`);
  try {
    migrated = await tool.migrate(beforeDir, before);
  } catch (error) {
    return verdict(
      'crash',
      error instanceof Error ? (error.stack ?? error.message) : String(error),
      error instanceof Error ? error.message.slice(0, 60) : '',
    );
  }
  loud = migrated.findings.filter((f) => f.severity !== 'info');
  const after = new Map([...installedFiles(before), ...migrated.files]);
  const changed = !sameFiles(ownFiles(before), migrated.files);
  if (setting.identity && changed) return verdict('touched', listChanged(before, migrated.files));

  const runs = { before, after, ranBefore, changed, loud };
  const difference = await findDifference(dir, program, setting, runs);
  if (difference) {
    const names = loud.some((f) => before.has(f.file) || after.has(f.file));
    return verdict(names ? 'reported' : 'unreported', difference.detail, difference.signature);
  }
  const lost = lostComment(before, after);
  if (lost) return verdict('comment', lost, 'comment');
  const unstable = await findInstability(dir, program, setting, { before, after, migrated });
  if (unstable) return verdict(unstable.verdict, unstable.detail, unstable.verdict);
  return setting.solo && loud.length
    ? verdict('false-alarm', loud.map((f) => `${f.rule} ${f.file}:${f.line} ${f.message}`).join('\n'))
    : verdict('same');
}

/** Whether a program is one of those asked the slower questions. @param {import('../model/program.js').Program} program @param {Setting} setting */
const asked = (program, setting) => makeRandom(program.id, 'slow').int(setting.every) === 0;

/**
 * @param {string} dir @param {import('../model/program.js').Program} program @param {Setting} setting
 * @param {{ before: Map<string, string>, after: Map<string, string>, ranBefore: import('../execute/execute.js').Outcome, changed: boolean, loud: import('../tools/tool.js').Finding[] }} runs
 * @returns {Promise<{ detail: string, signature: string } | null>}
 */
async function findDifference(
  dir,
  program,
  { tool, node, every, root, solo, identity },
  { before, after, ranBefore, changed, loud },
) {
  // An unchanged package needs no second run, unless the run itself is what is being tested.
  if (!changed && tool.name !== 'unchanged') return null;
  const afterDir = path.join(dir, 'after');
  await writeTree(afterDir, after);
  const ranAfter = await execute(node, [entryAfter(program.entry, after)], afterDir);
  if (!sameOutcome(ranBefore, ranAfter)) {
    const error = ranAfter.error && ranAfter.error !== ranBefore.error ? ranAfter.error : null;
    const detail = error
      ? ranAfter.stderr.slice(0, 800)
      : `--- stdout before (exit ${ranBefore.code})\n${ranBefore.stdout}--- stdout after (exit ${ranAfter.code})\n${ranAfter.stdout}`;
    return { detail, signature: error ?? 'stdout' };
  }
  const fault = linkFault(after, before);
  if (fault) return { detail: fault, signature: 'link' };
  const consumed =
    program.tags.some((t) => t.startsWith('export.') || t.startsWith('package.')) ||
    loud.some((f) => f.rule === 'renamed-public');
  // A private package that names no main file has no users.
  const { private: isPrivate, main, exports } = program.manifest;
  if (isPrivate && main === undefined && exports === undefined) return null;
  if ((solo && consumed) || asked(program, { tool, node, every, root, solo, identity })) {
    const name = String(program.manifest.name);
    const deep = program.manifest.private
      ? []
      : [...ownFiles(before).keys()].filter((file) => isForUsers(file, program));
    const [a, b] = [
      await consume(node, path.join(dir, 'use-before'), path.join(dir, 'before'), name, deep),
      await consume(node, path.join(dir, 'use-after'), afterDir, name, deep),
    ];
    const difference = consumerDifference(a, b, !tool.reference, program.manifest.private === true);
    // Whether a private package has users is for its owner to say: these are told apart.
    if (difference && program.manifest.private) difference.signature += ' (private)';
    if (difference) return difference;
  }
  return null;
}

/**
 * @param {string} dir @param {import('../model/program.js').Program} program @param {Setting} setting
 * @param {{ before: Map<string, string>, after: Map<string, string>, migrated: import('../tools/tool.js').Migrated }} runs
 * @returns {Promise<{ verdict: Verdict, detail: string } | null>}
 */
async function findInstability(dir, program, setting, { before, after, migrated }) {
  if (!asked(program, setting) || setting.tool.reference) return null;
  const beforeDir = path.join(dir, 'before');
  const shuffled = await withShuffledFolders(program.id, () => setting.tool.migrate(beforeDir, before));
  if (!sameFiles(migrated.files, shuffled.files))
    return { verdict: 'not-deterministic', detail: listChanged(migrated.files, shuffled.files) };
  if (JSON.stringify(migrated.findings) !== JSON.stringify(shuffled.findings))
    return { verdict: 'not-deterministic', detail: 'the findings differ' };
  const afterDir = path.join(dir, 'after');
  await rm(afterDir, { recursive: true, force: true });
  await writeTree(afterDir, after);
  const again = await setting.tool.migrate(afterDir, after);
  return sameFiles(migrated.files, again.files)
    ? null
    : { verdict: 'not-idempotent', detail: listChanged(migrated.files, again.files) };
}

/**
 * A file that users of the package may load by its path: no test, no configuration, no program, not of another package, and
 * none that they reach by a name in package.json.
 * @param {string} file @param {import('../model/program.js').Program} program
 */
function isForUsers(file, program) {
  if (!file.endsWith('.js') || JSON.stringify(program.manifest).includes(file)) return false;
  return !/(^|\/)(test|tests|scripts|bin|packages|nested|\.\w+)\/|\.(config|test|spec)\.js$|(^|\/)\./.test(file);
}

/** The entry follows a rename. @param {string} entry @param {Map<string, string>} after */
function entryAfter(entry, after) {
  const renamed = entry.replace(/(\.js)?$/, '.cjs');
  return after.has(renamed) && !after.has(renamed.replace(/cjs$/, 'js')) ? renamed : entry;
}

/** @param {Map<string, string>} a @param {Map<string, string>} b */
const sameFiles = (a, b) => a.size === b.size && [...a].every(([file, text]) => b.get(file) === text);

/** @param {Map<string, string>} a @param {Map<string, string>} b */
const listChanged = (a, b) =>
  [...new Set([...a.keys(), ...b.keys()])]
    .filter((f) => !f.startsWith('node_modules/') && a.get(f) !== b.get(f))
    .map((f) => `--- ${f}\n${a.get(f) ?? '(absent)'}\n+++ ${f}\n${b.get(f) ?? '(absent)'}`)
    .join('\n');
