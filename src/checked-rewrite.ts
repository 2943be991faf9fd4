import { checkOutputs, type Problem } from './check/check.js';
import { compileErrors } from './check/compile.js';
import { readOutput, type Output } from './check/outputs.js';
import { decide } from './decide/decide.js';
import type { FindingInput } from './decide/findings.js';
import type { Forced } from './decide/forced.js';
import type { Analysis } from './migrate.js';
import type { MigrateOptions } from './options.js';
import { inOriginal, rewriteFile } from './strict-files.js';

/** The plan that held, and the text that it gives each file: null where the text stays. */
export interface CheckedRewrite {
  analysis: Analysis;
  texts: Map<string, string | null>;
}

/** Each round keeps more files CommonJS, so a few rounds settle what can be settled. */
const rounds = 8;

/**
 * rewrite -> check: rewrites every file by the plan and proves the result. A file that fails stays CommonJS, with a
 * finding, and everything is decided again, until nothing fails. Single transforms make partial results, which are not
 * checked.
 * @throws {Error} when it does not settle: our fault, and nothing is written
 */
export async function rewriteChecked(analysis: Analysis, options: MigrateOptions): Promise<CheckedRewrite> {
  const forced: Forced = new Map(analysis.shared);
  let current = analysis;
  for (let round = 0; ; round++) {
    const texts = rewriteAll(current, options);
    if (options.transforms.length > 0) return { analysis: current, texts };
    const problems = await checkTexts(current, texts);
    const isNew = problems.filter((p) => !forced.has(p.file));
    if (problems.length === 0) return { analysis: current, texts };
    if (round === rounds || isNew.length === 0)
      throw new Error(`the rewritten ${problems[0]!.file} fails its check: ${problems[0]!.reason}`);
    for (const problem of isNew) forced.set(problem.file, fallback(problem));
    const plan = decide(analysis.graph, analysis.sources, options, analysis.pages.handled, forced);
    const findings = [...analysis.sourceFindings, ...inOriginal(plan.findings, analysis.records)];
    current = { ...analysis, plan, findings };
  }
}

function rewriteAll({ plan, records }: Analysis, options: MigrateOptions): Map<string, string | null> {
  const texts = new Map<string, string | null>();
  for (const [path, file] of plan.files) texts.set(path, rewriteFile(records.get(path)!, file, options.transforms));
  return texts;
}

async function checkTexts(
  { graph, plan, records }: Analysis,
  texts: ReadonlyMap<string, string | null>,
): Promise<Problem[]> {
  const converted = [...texts].flatMap(([path, text]) =>
    text !== null && plan.files.get(path)!.action === 'convert' ? [{ path, text }] : [],
  );
  const refused = await compileErrors(converted);
  const outputs = new Map<string, Output>();
  for (const [path, file] of plan.files) {
    const record = records.get(path)!;
    const source = record.original?.source ?? record.source;
    outputs.set(path, readOutput(graph.modules.get(path)!, file, source, texts.get(path)!, !refused.has(path)));
  }
  return checkOutputs(graph, outputs, ({ reader, of }) => plan.earlyReads.has(`${reader} ${of}`));
}

function fallback({ reason }: Problem): Omit<FindingInput, 'file'> {
  return {
    rule: 'internal-fallback',
    severity: 'warning',
    at: 0,
    message: `Stays CommonJS: what the run made of it failed its check, ${reason}.`,
    advice: 'This is a fault of esmigrate: the file works as before; please report it.',
  };
}
