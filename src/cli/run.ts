import { writeFile } from 'node:fs/promises';
import { createPatch } from '../apply/patch.js';
import { UserError } from '../finding.js';
import type { MigrateResult } from '../migrate.js';
import type { MigrateOptions } from '../options.js';
import { colorsFor } from './colors.js';
import { readCommandLine, type Invocation } from './command.js';
import type { CliContext } from './context.js';
import { exitCode, exitCodeOf } from './exit-code.js';
import { expectCleanTree, gitPrefix } from './git.js';
import { withInterrupts } from './interrupts.js';
import { listTransforms } from './list.js';
import { createProgress } from './progress.js';
import { renderFindings } from './reporters/findings.js';
import { reporters } from './reporters/index.js';
import type { Report } from './reporters/report.js';
import { renderSummary } from './reporters/summary.js';
import { toSettings, type Settings } from './settings.js';

/**
 * The whole command: reads the arguments, runs, reports.
 * @param argv the arguments after the command's name
 * @returns the exit code; never throws
 */
export async function run(argv: readonly string[], context: CliContext): Promise<number> {
  try {
    const invocation = readCommandLine(argv, context);
    if (invocation.kind === 'shown') return exitCode.done;
    if (invocation.kind === 'list') {
      context.stdout.write(listTransforms(colorsFor(context.stdout, !argv.includes('--no-color'), context.env)));
      return exitCode.done;
    }
    if (invocation.kind === 'graph') return await showGraph(toSettings(invocation, context), context);
    if (invocation.kind === 'explain') return await showExplanation(invocation, context);
    return await runMigration(argv, toSettings(invocation, context), context);
  } catch (error) {
    context.stderr.write(failureText(error, argv.includes('--debug')));
    return exitCode.failed;
  }
}

async function runMigration(argv: readonly string[], settings: Settings, context: CliContext): Promise<number> {
  const result = await withProgress(settings, context, (options) => context.migrate(context.cwd, options));
  const patches = await createPatch(result.changes, await gitPrefix(result.root));
  const leftovers = settings.write ? await write(result, settings) : [];
  const report: Report = {
    result,
    patches,
    written: settings.write,
    cwd: context.cwd,
    argv,
    quiet: settings.quiet,
    colors: colorsFor(settings.out === null ? context.stdout : null, settings.color, context.env),
  };
  await present(report, settings, context);
  for (const path of leftovers) context.stderr.write(`esmigrate: could not remove ${path}; please delete it.\n`);
  return exitCodeOf(result.findings);
}

/** Analyses and decides as a migration would, and shows the module graph. Writes nothing but the report. */
async function showGraph(settings: Settings, context: CliContext): Promise<number> {
  const { analyseProject } = await import('../migrate.js');
  const { graphJson, graphText } = await import('./graph.js');
  const analysis = await withProgress(settings, context, (options) => analyseProject(context.cwd, options));
  const colors = colorsFor(settings.out === null ? context.stdout : null, settings.color, context.env);
  const text = settings.format === 'json' ? graphJson(analysis) : graphText(analysis, colors);
  if (settings.out === null) context.stdout.write(text);
  else await writeReport(settings.out, text, false);
  return exitCodeOf(analysis.findings);
}

/** Decides as a migration would, and says why about one file. Writes nothing but the report. */
async function showExplanation(
  invocation: Extract<Invocation, { positionals: string[] }>,
  context: CliContext,
): Promise<number> {
  const settings = toSettings({ ...invocation, positionals: [] }, context);
  const { analyseProject } = await import('../migrate.js');
  const { rewriteChecked } = await import('../checked-rewrite.js');
  const { explain } = await import('../explain/explain.js');
  const output = await import('./explain.js');
  const { analysis } = await withProgress(
    settings,
    context,
    async (options) => await rewriteChecked(await analyseProject(context.cwd, options), options),
  );
  const { path, line } = output.readPlace(invocation.positionals[0]!, context.cwd, analysis.project.root);
  const explanation = explain(analysis, path, line);
  const colors = colorsFor(settings.out === null ? context.stdout : null, settings.color, context.env);
  const text =
    settings.format === 'json' ? output.explanationJson(explanation) : output.explanationText(explanation, colors);
  if (settings.out === null) context.stdout.write(text);
  else await writeReport(settings.out, text, false);
  return exitCode.done;
}

async function withProgress<T>(
  settings: Settings,
  context: CliContext,
  work: (options: MigrateOptions) => Promise<T>,
): Promise<T> {
  const progress = createProgress(context, settings.quiet);
  try {
    return await work({ ...settings.migrate, onProgress: progress?.update });
  } finally {
    progress?.clear();
  }
}

/** @returns temporary files that could not be removed */
async function write(result: MigrateResult, { force }: Settings): Promise<string[]> {
  if (result.changes.length === 0) return [];
  if (!force) await expectCleanTree(result.root);
  const { applyChanges } = await import('../apply/apply.js');
  const applied = await withInterrupts((signal) => applyChanges(result.root, result.changes, { signal }));
  return applied.leftovers;
}

/** The result goes to stdout or `--out`; what the format leaves out goes to stderr. */
async function present(report: Report, settings: Settings, context: CliContext): Promise<void> {
  const reporter = reporters[settings.format];
  const text = reporter.render(report);
  if (settings.out === null) context.stdout.write(text);
  else await writeReport(settings.out, text, report.written);
  if (reporter.tellsAll && settings.out === null) return;
  const notes = { ...report, colors: colorsFor(context.stderr, settings.color, context.env) };
  const summary = settings.quiet ? '' : renderSummary(notes);
  context.stderr.write(renderFindings(notes) + summary);
}

async function writeReport(path: string, text: string, written: boolean): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (error) {
    const state = written ? 'The changes themselves are written' : 'Nothing was written';
    throw new UserError(`cannot write the report: ${(error as Error).message}. ${state}.`, { cause: error });
  }
}

/** One line; a stack trace only with `--debug`. Anything but a UserError is our own fault. */
function failureText(error: unknown, debug: boolean): string {
  const { message, stack } = error as Partial<Error>;
  const line =
    error instanceof UserError
      ? error.message
      : `internal error: ${(message ?? String(error)).split('\n')[0]}. ` +
        'This is a fault of esmigrate; run again with --debug to see where, and please report it.';
  return `esmigrate: ${line}\n${debug && stack !== undefined ? `${stack}\n` : ''}`;
}
