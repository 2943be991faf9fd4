import { posix } from 'node:path';
import { readAmd } from './analyse/amd-facts.js';
import type { FileChange } from './apply/change.js';
import { planAmd } from './decide/amd.js';
import { scriptFinding } from './decide/script-hazards.js';
import { readPage, type Page, type PageScript } from './discover/pages.js';
import type { Project } from './discover/project.js';
import type { Finding } from './finding.js';
import { rewriteAmd } from './rewrite/amd-module.js';
import { Edits } from './rewrite/edits.js';
import { indentationAt } from './rewrite/lines.js';

/**
 * Migrates the AMD programs that pages start with `<script data-main="…" src="require.js">`.
 * @param input.sources texts of the source files and pages, by path
 */
export function migrateAmd(input: { project: Project; sources: ReadonlyMap<string, string> }): {
  changes: FileChange[];
  findings: Finding[];
  handled: Set<string>;
} {
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
  for (const [path, source] of own)
    if (/\b(?:define|require(?:js)?)\s*\(/.test(source) && readAmd(path, source) !== null) handled.add(path);
  for (const file of project.files) {
    const text = file.kind === 'html' && file.selected ? sources.get(file.path) : undefined;
    if (text === undefined || !/\bdata-main\b/.test(text)) continue;
    const page = readPage(file.path, text);
    const loader = page.scripts.find((s) => s.attributes.has('data-main') && s.src !== null);
    const entry = loader ? entryOf(page, loader) : null;
    if (!loader || entry === null || !own.has(entry)) continue;
    const program = planAmd(entry, own);
    const at = { offset: 0, rounds: [] };
    if ('rule' in program) {
      findings.push(
        scriptFinding(
          { file: program.file, ...at },
          sources.get(program.file)!,
          program.at,
          program.rule,
          'error',
          program.message,
          'The AMD program stays as it is; change this by hand, then run again.',
        ),
      );
      continue;
    }
    for (const [path, module] of program.modules) {
      change(path, rewriteAmd(path, module, program));
    }
    change(
      page.path,
      withoutLoader(
        page,
        loader,
        entry,
        program.vendors.map((v) => v.url),
      ),
    );
    if (program.vendors.length > 0) {
      findings.push(
        scriptFinding(
          { file: page.path, ...at },
          text,
          loader.element.start,
          'amd-vendor',
          'warning',
          `Libraries are loaded by script tags and read as globals: ${program.vendors.map((v) => v.id).join(', ')}.`,
          'Check the order of the tags, or import the libraries as modules.',
        ),
      );
    }
  }
  return { changes: [...changes.values()].sort((a, b) => (a.path < b.path ? -1 : 1)), findings, handled };
}

/** The project path of `data-main`, which is relative to the page. */
function entryOf(page: Page, loader: PageScript): string | null {
  const main = loader.attributes.get('data-main')!.value;
  if (/^(?:[a-z]+:|\/)/i.test(main)) return null;
  const path = posix.join(posix.dirname(page.path), main);
  return path.endsWith('.js') ? path : `${path}.js`;
}

/** The page with script tags for the libraries and one module entry in place of the loader. */
function withoutLoader(page: Page, loader: PageScript, entry: string, vendors: string[]): string {
  const edits = new Edits(page.text);
  const indentation = indentationAt(page.text, loader.element.start);
  const eol = page.text.includes('\r\n') ? '\r\n' : '\n';
  const url = (path: string): string => posix.relative(posix.dirname(page.path), path);
  const tags = [
    ...vendors.map((v) => `<script src="${url(v)}"></script>`),
    `<script type="module" src="${url(entry)}"></script>`,
  ];
  edits.replace(loader.element, tags.join(eol + indentation));
  return edits.toString();
}
