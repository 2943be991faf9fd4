import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { selectConstructs } from './constructs/index.js';
import { writeTree } from './execute/workspace.js';
import { saveFixture, showFiles } from './fixture.js';
import { generateProgram } from './generate/program.js';
import { readOptions, USAGE } from './options.js';
import { idiomOfTag } from './oracles/idiom.js';
import { FAILURES, judge } from './oracles/judge.js';
import { Report } from './report.js';
import { shrink } from './shrink.js';
import { chooseTool } from './tools/index.js';

/** @typedef {{ program: import('./model/program.js').Program, judgement: import('./oracles/judge.js').Judgement }} Failure */

/** Generates, judges and reports. @param {ReturnType<typeof readOptions>} options @returns {Promise<number>} the exit code: 1 when the tool failed a program */
async function main(options) {
  const constructs = selectConstructs(options.tags).filter((c) => options.hard || !c.hard);
  if (options.help) return print(USAGE);
  if (options.list)
    return print(constructs.map((c) => `${c.tag}${c.hard ? ' (hard)' : ''}${c.idiom ? ' (idiom)' : ''}`).join('\n'));
  const count = options.count ?? (options.mode === 'solo' ? constructs.length : 100);
  const indexes = options.index === null ? Array.from({ length: count }, (_, i) => i) : [options.index];
  const build = (/** @type {number} */ index) => generateProgram({ ...options, index, constructs });
  if (options.show) return print(indexes.map((i) => showFiles(build(i).render())).join('\n'));

  const root = await mkdtemp(path.join(os.tmpdir(), 'esmigrate-fuzz-'));
  const tool = await chooseTool(options);
  const setting = {
    tool,
    node: options.node,
    root,
    every: options.every,
    solo: options.mode === 'solo',
    identity: options.mode === 'identity',
  };
  const report = new Report();
  /** @type {Map<string, Failure>} */
  const failures = new Map();
  try {
    const work = indexes[Symbol.iterator]();
    const worker = async () => {
      for (const index of work) {
        const program = build(index);
        const judgement = await judge(program, setting);
        const { verdict, signature, detail, rules, after } = judgement;
        report.add({ id: program.id, index, tags: program.tags, verdict, signature, detail, rules });
        // A program that runs differently has no form worth counting.
        const broken = verdict === 'unreported' && !signature.startsWith('consumer');
        if (after && setting.solo && !broken) {
          const [tag] = program.tags;
          const idiom = idiomOfTag(program, tag, after);
          if (idiom) report.addIdiom(tag, idiom);
        }
        // Programs of one mode that differ in one way may do so for many reasons; those without tags are told apart.
        const kind = `${verdict} ${signature} ${options.mode === 'order' ? index : setting.solo ? program.tags.join() : ''}`;
        if ((FAILURES.includes(verdict) || verdict === 'invalid') && !failures.has(kind))
          failures.set(kind, { program, judgement });
      }
    };
    await Promise.all(Array.from({ length: options.jobs }, worker));
    print(report.toText(constructs));
    await showFailures([...failures.values()], options, setting);
    if (options.json) await writeFile(options.json, JSON.stringify(report.toJson(constructs), null, 1) + '\n');
  } finally {
    await rm(root, { recursive: true, force: true });
  }
  return [...failures.values()].some((f) => f.judgement.verdict !== 'invalid') ? 1 : 0;
}

/** Shrinks the first failures, prints them, and keeps them where asked. @param {Failure[]} failures @param {ReturnType<typeof readOptions>} options @param {import('./oracles/judge.js').Setting} setting */
async function showFailures(failures, options, setting) {
  for (const { program, judgement } of failures.filter((f) => f.judgement.verdict === 'invalid').slice(0, 5)) {
    print(`\ninvalid program ${program.id} [${program.tags}]\n${judgement.detail}`);
  }
  let saved = options.saveFixture === null;
  for (const failure of failures.filter((f) => f.judgement.verdict !== 'invalid').slice(0, options.shrink)) {
    const { program, judgement } = await shrink(failure.program, failure.judgement, setting);
    print(
      `\n${judgement.verdict} ${judgement.signature}: ${program.id} [${program.tags}]\n${judgement.detail}\n${showFiles(program.render())}`,
    );
    if (judgement.after) print(`=> migrated\n${showFiles(judgement.after)}`);
    if (options.keep) {
      await saveFixture(path.join(options.keep, program.id), program);
      if (judgement.after) await writeTree(path.join(options.keep, program.id, 'after'), judgement.after);
    }
    if (!saved) await saveFixture(path.join('__testfixtures__/repos', String(options.saveFixture)), program);
    saved = true;
  }
}

/** @param {string} text */
function print(text) {
  process.stdout.write(text + '\n');
  return 0;
}

try {
  process.exitCode = await main(readOptions(process.argv.slice(2)));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 2;
}
