import { posix } from 'node:path';
import { readAmd } from './analyse/scripts/amd-facts.js';
import type { ModuleFacts } from './analyse/facts.js';
import type { FileChange } from './file-change.js';
import { isAddress, joinAmd, planAmd, type AmdProgram, type AmdRefusal } from './decide/scripts/amd.js';
import { amdLoadErrors } from './decide/scripts/amd-load-errors.js';
import { KEEP_CLASSIC, needsServer, scriptFinding } from './decide/scripts/script-hazards.js';
import { readPage } from './discover/pages.js';
import type { Project } from './discover/project.js';
import { readAmdPage, type AmdPage } from './link/amd-pages.js';
import { reachedByLoader } from './link/amd-reach.js';
import { requiredFiles } from './link/script-pages.js';
import type { ScriptsResult } from './migrate-classic.js';
import type { Finding } from './finding.js';
import { rewriteAmd } from './rewrite/scripts/amd-module.js';
import { Edits } from './rewrite/edits.js';
import { indentationAt } from './rewrite/lines.js';
import { removeElement } from './rewrite/scripts/page.js';

/** A page with its program. */
interface Started {
  start: AmdPage;
  program: AmdProgram;
}

/**
 * Migrates the AMD programs that pages start: `<script data-main="…" src="require.js">`, and `require([…])` in inline
 * scripts and in files that tags load.
 * @param input.sources texts of the source files and pages, by path
 */
export function migrateAmd(input: {
  project: Project;
  sources: ReadonlyMap<string, string>;
  facts: ReadonlyMap<string, ModuleFacts>;
}): ScriptsResult {
  const { project, sources } = input;
  const own = new Map(
    project.files.flatMap((f) =>
      f.selected && f.kind === 'js' && sources.has(f.path) ? [[f.path, sources.get(f.path)!] as const] : [],
    ),
  );
  const changes = new Map<string, FileChange>();
  const findings: Finding[] = [];
  const handled = new Set<string>();
  const change = (path: string, after: string): void => {
    const before = sources.get(path)!;
    if (before !== after) changes.set(path, { path, newPath: path, before, after });
  };
  /** Files that only an AMD loader can run. */
  const modules = new Set<string>();
  for (const [path, source] of own) {
    const facts = /\b(?:define|require(?:js)?)\s*[(.]/.test(source) ? readAmd(path, source) : null;
    if (facts) handled.add(path);
    if (facts && ('rule' in facts || facts.statement)) modules.add(path);
  }
  const refuse = (start: AmdPage, { file, at, rule, message }: AmdRefusal): void => {
    const parts = [...start.entries, ...start.configs];
    const inline = parts.find(({ id, element }) => id === file && element.src === null);
    const place = { file: inline ? start.page.path : file, offset: inline?.element.code?.start ?? 0, rounds: [] };
    const advice = 'The AMD program stays as it is; change this by hand, then run again.';
    findings.push(scriptFinding(place, sources.get(place.file) ?? '', at, rule, 'error', message, advice));
  };
  const reached = new Set<string>();
  let started: Started[] = [];
  /** Modules that some page goes on loading by AMD. */
  const kept = new Set<string>();
  /** Modules of pages whose program is not known. */
  const told = new Set<string>();
  for (const file of project.files) {
    const text = file.kind === 'html' && file.selected ? sources.get(file.path) : undefined;
    if (text === undefined || !/<script/i.test(text)) continue;
    const page = readPage(file.path, text);
    const start = readAmdPage(page, own, (path) => sources.get(path));
    if (!start) continue;
    const folder = posix.dirname(page.path);
    const main = start.entries.find(({ element }) => element === start.loader);
    const base = main ? posix.dirname(main.id) : folder;
    const here = reachedBy(start, base, own);
    for (const path of here) reached.add(path);
    const ownModules = [...modules].filter((path) => here.has(path) || isBelow(path, folder));
    if (start.entries.length === 0) {
      for (const path of ownModules) told.add(path);
      findings.push(...unknownStart(start, ownModules));
      continue;
    }
    const program = planAmd({ entries: start.entries, base, folder, configs: start.configs }, own);
    if ('rule' in program) {
      refuse(start, program);
      for (const path of ownModules) told.add(path);
      for (const path of [...program.seen, ...here, ...start.entries.map(({ id }) => id)]) kept.add(path);
      for (const { element } of start.configs) if (element.path !== null) kept.add(element.path);
    } else started.push({ start, program });
  }
  for (let shared = true; shared;) {
    const stays = started.find(({ program }) => [...program.modules.keys()].some((path) => kept.has(path)));
    shared = stays !== undefined;
    if (!stays) break;
    started = started.filter((s) => s !== stays);
    for (const path of stays.program.modules.keys()) kept.add(path);
    const file = [...stays.program.modules.keys()][0]!;
    refuse(stays.start, { file, at: 0, rule: 'amd-form', message: 'Another page goes on loading its modules by AMD.' });
  }
  findings.push(...sharedFindings(reached, handled, input));
  for (const path of reached) handled.add(path);
  const joined = joinAmd(started.map(({ program }) => program));
  if ('rule' in joined) {
    if (started[0]) refuse(started[0].start, joined);
    return { changes: [], findings, handled };
  }
  for (const [path, module] of joined.modules) if (own.has(path)) change(path, rewriteAmd(path, module, joined));
  for (const { start, program } of started) {
    change(start.page.path, withoutLoader(start, program, joined));
    findings.push(needsServer(start.page, start.loader.element.start), ...amdLoadErrors(start, program));
    for (const [path, module] of program.modules) {
      const [load] = module.facts.loads;
      if (load) findings.push(laterFinding(path, load.call.start!, start, sources));
    }
    for (const { path } of start.configs.map((c) => c.element)) {
      if (path === null || kept.has(path) || findings.some((f) => f.rule === 'amd-config' && f.file === path)) continue;
      const message = 'This file configures the AMD loader, and no page loads it any more.';
      const advice = 'Remove it, unless a build or a test runner reads it.';
      const place = { file: path, offset: 0, rounds: [] };
      findings.push(scriptFinding(place, sources.get(path)!, 0, 'amd-config', 'info', message, advice));
    }
    if (program.vendors.length > 0) {
      findings.push(
        scriptFinding(
          { file: start.page.path, offset: 0, rounds: [] },
          start.page.text,
          start.loader.element.start,
          'amd-vendor',
          'warning',
          `Libraries are loaded by script tags and read as globals: ${program.vendors.map((v) => v.id).join(', ')}.`,
          'Check the order of the tags, or import the libraries as modules.',
        ),
      );
    }
  }
  const left = [...modules].filter((path) => !changes.has(path) && !kept.has(path) && !told.has(path));
  if (left.length > 0) findings.push(unstarted(left.sort(), sources));
  return { changes: [...changes.values()].sort((a, b) => (a.path < b.path ? -1 : 1)), findings, handled };
}

const isBelow = (path: string, folder: string): boolean => folder === '.' || path.startsWith(`${folder}/`);

/** Says that a request of a function is a promise now. */
function laterFinding(
  path: string,
  at: number,
  { page, entries }: AmdPage,
  sources: ReadonlyMap<string, string>,
): Finding {
  const inline = entries.find(({ id, element }) => id === path && element.src === null);
  const place = { file: inline ? page.path : path, offset: inline?.element.code?.start ?? 0, rounds: [] };
  const message = 'What a function requires is loaded by `import()` now: an error in what runs then rejects a promise.';
  const advice = 'Nothing has to be done, unless something listens for errors of the window.';
  return scriptFinding(place, sources.get(place.file) ?? '', at, 'amd-require', 'info', message, advice);
}

/** Says that a page loads an AMD loader, and that nothing tells what that starts. */
function unknownStart({ page, loader }: AmdPage, modules: readonly string[]): Finding[] {
  const main = loader.attributes.get('data-main')?.value;
  if (modules.length === 0 && main === undefined) return [];
  const message =
    main === undefined
      ? 'Nothing tells which AMD modules this page starts.'
      : `\`data-main\` names ${main}, which is no script of this project.`;
  const advice =
    'Name the main module in `data-main` or in `require([…])`; until then the AMD modules stay as they are.';
  const place = { file: page.path, offset: 0, rounds: [] };
  return [scriptFinding(place, page.text, loader.element.start, 'amd-start', 'error', message, advice)];
}

/** Says that there are AMD modules which no page loads. */
function unstarted(left: readonly string[], sources: ReadonlyMap<string, string>): Finding {
  const [file] = left;
  const others = left.length > 1 ? ` (and ${left.length - 1} more)` : '';
  const message = `No page of this project starts this AMD module${others}: it stays as it is.`;
  const advice = 'If a template loads it, or a build, migrate it together with what loads it.';
  const place = { file: file!, offset: 0, rounds: [] };
  return scriptFinding(place, sources.get(file!)!, 0, 'amd-start', 'warning', message, advice);
}

/** Says which libraries that know AMD are loaded by Node too. */
function sharedFindings(
  reached: ReadonlySet<string>,
  modules: ReadonlySet<string>,
  { project, sources, facts }: Parameters<typeof migrateAmd>[0],
): Finding[] {
  const required = requiredFiles(project, facts, new Set([...reached, ...modules]));
  const shared = [...reached].filter(
    (path) => required.has(path) && facts.get(path)?.syntax !== 'esm' && !modules.has(path),
  );
  const message = 'A page loads this file as a script, and Node as a module.';
  return shared.map((file) =>
    scriptFinding(
      { file, offset: 0, rounds: [] },
      sources.get(file)!,
      0,
      'script-shared',
      'warning',
      message,
      KEEP_CLASSIC,
    ),
  );
}

/** Files that the loader of a page may load: the CommonJS side leaves them, libraries that know AMD among them. */
function reachedBy({ page, entries }: AmdPage, base: string, sources: ReadonlyMap<string, string>): Set<string> {
  const inline = page.scripts.flatMap(({ kind, code }) =>
    kind === 'classic' && code ? [page.text.slice(code.start, code.end)] : [],
  );
  const texts = [
    ...entries.map(({ id, source }) => ({ path: sources.has(id) ? id : page.path, source })),
    ...inline.map((source) => ({ path: page.path, source })),
  ];
  return reachedByLoader(texts, { folder: posix.dirname(page.path), base }, sources);
}

/** The page with script tags for the libraries in place of the loader, and a module for all that started something. */
function withoutLoader({ page, loader, entries, configs }: AmdPage, own: AmdProgram, all: AmdProgram): string {
  const edits = new Edits(page.text);
  const indentation = indentationAt(page.text, loader.element.start);
  const eol = page.text.includes('\r\n') ? '\r\n' : '\n';
  const url = (path: string): string => (isAddress(path) ? path : posix.relative(posix.dirname(page.path), path));
  const tags = own.vendors.flatMap((v) => [
    `<script src="${url(v.url)}"></script>`,
    // The next address, where the library is not there.
    ...v.fallbacks.map(
      (to) => `<script>window.${v.global} || document.write('<script src="${url(to)}"><\\/script>')</script>`,
    ),
  ]);
  for (const { element } of configs) removeElement(edits, element.element);
  for (const { id, element } of entries) {
    if (element === loader) tags.push(`<script type="module" src="${url(id)}"></script>`);
    else if (element.src !== null)
      edits.replace(element.element, `<script type="module" src="${element.src}"></script>`);
    else {
      const pad = indentationAt(page.text, element.element.start);
      const code = rewriteAmd(id, all.modules.get(id)!, all).trim();
      const lines = code.split(/\r?\n/);
      const own = lines.filter((line) => line !== '' && !line.startsWith('import '));
      const depth = Math.min(...own.map((line) => /^\s*/.exec(line)![0].length));
      const inner = `${pad}  `;
      const body = lines.map((l) => (l === '' ? '' : inner + (l.startsWith('import ') ? l : l.slice(depth)))).join(eol);
      edits.replace(element.element, `<script type="module">${eol}${body}${eol}${pad}</script>`);
    }
  }
  if (tags.length > 0) edits.replace(loader.element, tags.join(eol + indentation));
  else removeElement(edits, loader.element);
  return edits.toString();
}
