import { posix } from 'node:path';
import type { ModuleFacts } from '../analyse/facts.js';
import type { SyntaxProblem } from '../analyse/parse.js';
import { parentOf, type Node } from '../analyse/tree.js';
import { readScript } from '../analyse/scripts/script.js';
import { scriptFacts, type ScriptFacts } from '../analyse/scripts/script-facts.js';
import { readPage, type Page, type PageScript } from '../discover/pages.js';
import type { Project, SourceFile } from '../discover/project.js';
import {
  addForeignCode,
  codeForOtherWindows,
  codeInStrings,
  codeOfHandler,
  codeOfMarkup,
  codeOfScript,
  noForeignCode,
  scriptNames,
  type ForeignCode,
} from './foreign-code.js';
import { definesAmd, isAmdLoader, reachedByLoader } from './amd-reach.js';
import { isCopiedLibrary } from './copied-libraries.js';
import { misplacedScripts, type MisplacedScript } from './misplaced-scripts.js';
import { importedFiles } from './module-names.js';
import type { PageItem, ScriptGraph } from './script-graph.js';

export interface ScriptProgram {
  graph: ScriptGraph;
  /** By page: what templates, strings and scripts of others do; handlers are not counted. */
  foreign: Map<string, ForeignCode>;
  /** Strings in modules of the pages. */
  moduleStrings: string[];
  /** Files whose text writes into the document while it loads. */
  writesDocument: Set<string>;
  /** Project files that some page loads by a classic tag, whoever wrote them: nothing else may turn them into modules. */
  loaded: Set<string>;
  /** Files that scripts may load at run time, as a string names them. */
  named: Set<string>;
  /** Those that Node loads too: another module requires them, `main` names them, or they are CommonJS that Node starts. */
  required: Set<string>;
  /** Those that a page loads which keeps its text. */
  fixed: Set<string>;
  /** Scripts that do not parse. */
  problems: { id: string; problem: SyntaxProblem; file: string; offset: number }[];
  /** Scripts that must stay classic for where they stand. */
  misplaced: MisplacedScript[];
}

/** What only a reading of all scripts shows of one, by script. */
export interface KnownOfScripts {
  /** Globals whose definition is read as it is written, though it means the same as a module's. */
  plain: ReadonlyMap<string, ReadonlySet<string>>;
  /** Functions (by offset in the script's own text) that are called without an object: `this` is written out there. */
  unbound: ReadonlyMap<string, ReadonlySet<number>>;
}

/**
 * Joins the scripts of all pages. Pages without a classic project script are left out.
 * @param known what an earlier reading has shown of the whole program
 */
export function readScriptProgram(
  project: Project,
  sources: ReadonlyMap<string, string>,
  facts: ReadonlyMap<string, ModuleFacts>,
  known: KnownOfScripts = { plain: new Map(), unbound: new Map() },
): ScriptProgram {
  const reader = new ProgramReader(project, sources, facts, known);
  for (const { path, kind, selected } of project.files) {
    const text = kind === 'html' ? sources.get(path) : undefined;
    if (text === undefined) continue;
    const page = withServerPaths(readPage(path, text), (file) => sources.has(file));
    if (selected) reader.page(page);
    else reader.otherPage(page);
  }
  reader.finish();
  const { loaded, required, named } = reader.program;
  const started = new Set(reader.startedByNode());
  const wanted = requiredFiles(project, facts, new Set([...loaded, ...named].filter((path) => !started.has(path))));
  for (const path of named) if (wanted.has(path) || !isLoadedOnly(path, project, facts)) named.delete(path);
  for (const path of [...wanted, ...started])
    if (loaded.has(path) && facts.get(path)?.syntax !== 'esm') required.add(path);
  return reader.program;
}

/** Nothing says that Node runs a file: it requires no packages, and no command starts it. */
function isLoadedOnly(path: string, { files }: Project, facts: ReadonlyMap<string, ModuleFacts>): boolean {
  const { syntax, requests } = facts.get(path) ?? { syntax: 'none', requests: [] };
  const roles = files.find((f) => f.path === path)?.roles ?? [];
  const isOfPages = requests.every(({ specifier }) => specifier === null || /^\.\.?(?:\/|$)/.test(specifier));
  return syntax !== 'esm' && isOfPages && roles.every((role) => role === 'test' || role === 'public');
}

/** `/js/app.js` starts at the folder that the server serves: the nearest one, from the page upwards, that has the file. */
function withServerPaths(page: Page, isFile: (path: string) => boolean): Page {
  const located = (script: PageScript): PageScript => {
    const url = /^\/(?!\/)([^?#]*)/.exec(script.src ?? '')?.[1];
    if (url === undefined) return script;
    for (let folder = posix.dirname(page.path); ; folder = posix.dirname(folder)) {
      const path = posix.join(folder, url);
      if (isFile(path)) return { ...script, path };
      if (folder === '.') return script;
    }
  };
  return { ...page, scripts: page.scripts.map(located) };
}

const CJS_NAMES = ['module', 'exports', 'require', 'define'];

/** `module('name')`: no function in CommonJS, but one of QUnit's. */
function isOtherModule(node: Node): boolean {
  const parent = parentOf(node);
  return (
    node.type === 'Identifier' && node.name === 'module' && parent?.type === 'CallExpression' && parent.callee === node
  );
}

class ProgramReader {
  readonly program: ScriptProgram = {
    graph: { nodes: new Map(), pages: [] },
    foreign: new Map(),
    moduleStrings: [],
    writesDocument: new Set(),
    named: new Set(),
    loaded: new Set(),
    fixed: new Set(),
    required: new Set(),
    problems: [],
    misplaced: [],
  };
  private readonly files: Map<string, SourceFile>;
  private readonly scripts = new Map<string, ForeignCode>();
  /** What may happen on any page: templates that are loaded, other windows. */
  private readonly everywhere = noForeignCode();
  private readonly unreadable = new Set<string>();
  private readonly commonJs = new Set<string>();

  constructor(
    private readonly project: Project,
    private readonly sources: ReadonlyMap<string, string>,
    private readonly facts: ReadonlyMap<string, ModuleFacts>,
    private readonly known: KnownOfScripts,
  ) {
    this.files = new Map(project.files.map((f) => [f.path, f]));
  }

  page(page: Page): void {
    const scripts = page.scripts.filter((s) => s.kind !== 'data');
    const foreign = codeOfMarkup(page);
    const items = scripts.map((element, i) => this.item(page, element, i, foreign));
    // A part of a page, loaded as a template.
    if (!/<html\b/i.test(page.text) && scripts.length === 0) {
      addForeignCode(this.everywhere, foreign);
      for (const handler of page.handlers) addForeignCode(this.everywhere, codeOfHandler(page, handler));
    }
    if (!items.some((item) => item.id !== null)) return;
    this.readAmd(page, items, foreign);
    this.program.foreign.set(page.path, foreign);
    const isDeferred = ({ element }: PageItem): boolean => element.attributes.has('defer') && element.src !== null;
    const run = [...items.filter((i) => !isDeferred(i)), ...items.filter(isDeferred)];
    const order = run.flatMap((item) => (item.id === null ? [] : [item.id]));
    this.program.graph.pages.push({ page, items, order: [...new Set(order)] });
    this.program.misplaced.push(...misplacedScripts(page, items, run, order));
  }

  /** What an AMD loader of a page loads on its own are scripts that know the page's globals. */
  private readAmd(page: Page, items: readonly PageItem[], foreign: ForeignCode): void {
    const loader = items.find(
      ({ element, text }) => element.src !== null && isAmdLoader(element, () => text ?? undefined),
    )?.element;
    if (!loader) return;
    const folder = posix.dirname(page.path);
    const main = posix.join(folder, (loader.attributes.get('data-main')?.value ?? '').replace(/(?:\.js)?$/, '.js'));
    const inline = items.flatMap(({ element, text }) =>
      element.src === null && text !== null ? [{ path: page.path, source: text }] : [],
    );
    const entries = this.sources.has(main) ? [{ path: main, source: this.sources.get(main)! }, ...inline] : inline;
    const reached = reachedByLoader(entries, { folder, base: posix.dirname(main) }, this.sources);
    for (const path of [...entries.map((e) => e.path).filter((p) => p !== page.path), ...reached])
      if (/\.js$/.test(path)) addForeignCode(foreign, this.scriptOfOthers(path, this.sources.get(path)!));
  }

  /** A page that keeps its text: what it loads stays what it is. */
  otherPage(page: Page): void {
    for (const { kind, path } of page.scripts) {
      if (kind !== 'classic' || path === null || !this.files.has(path)) continue;
      this.program.loaded.add(path);
      this.program.fixed.add(path);
    }
  }

  /**
   * Scripts of pages that are tests or programs of Node too: they ask whether there is a `require` or an `exports`, or
   * the page provides them.
   */
  startedByNode(): string[] {
    return [...this.program.loaded].filter((path) => {
      const roles = this.files.get(path)?.roles ?? [];
      if (this.commonJs.has(path)) return roles.length > 0;
      // The page's test runner has a function `module`.
      if (this.program.graph.nodes.get(path)?.facts.script.scopes.free.has('module')) return false;
      const isStarted = roles.some((role) => role === 'test' || role === 'script' || role === 'bin');
      return isStarted && this.facts.get(path)?.syntax === 'cjs';
    });
  }

  private item(page: Page, element: PageScript, index: number, foreign: ForeignCode): PageItem {
    if (element.kind === 'classic' && element.path !== null && this.files.has(element.path)) {
      this.program.loaded.add(element.path);
    }
    if (element.kind === 'module') {
      const text =
        element.path !== null
          ? this.sources.get(element.path)
          : element.code
            ? page.text.slice(element.code.start, element.code.end)
            : undefined;
      if (text !== undefined)
        this.readModule(element.path ?? `${page.path}#${index}`, element.path ?? page.path, text, foreign);
      return { element, id: null, text: text ?? null };
    }
    if (element.src === null) {
      if (!element.code) return { element, id: null, text: '' };
      const text = page.text.slice(element.code.start, element.code.end);
      return {
        element,
        id: this.node(`${page.path}#${index}`, null, page.path, element.code.start, text, foreign),
        text,
      };
    }
    const text = element.path === null ? undefined : this.sources.get(element.path);
    const file = element.path === null ? undefined : this.files.get(element.path);
    if (text === undefined || element.path === null) {
      foreign.remote = true;
      return { element, id: null, text: null };
    }
    if (!file?.selected || this.isCopied(file, text)) {
      addForeignCode(foreign, this.scriptOfOthers(element.path, text));
      return { element, id: null, text };
    }
    return { element, id: this.node(file.path, file.path, file.path, 0, text, foreign), text };
  }

  private node(
    id: string,
    path: string | null,
    file: string,
    offset: number,
    text: string,
    foreign: ForeignCode,
  ): string | null {
    if (this.program.graph.nodes.has(id)) return id;
    if (this.unreadable.has(id)) {
      addForeignCode(foreign, this.scriptOfOthers(id, text));
      return null;
    }
    const script = readScript(id, file, offset, text, {
      isFormed: (name) => path !== null && !this.known.plain.get(id)?.has(name),
      isUnbound: (at) => this.known.unbound.get(id)?.has(at) ?? false,
    });
    if ('message' in script) {
      this.program.problems.push({ id, problem: script, file, offset });
      this.unreadable.add(id);
      addForeignCode(foreign, this.scriptOfOthers(id, text));
      return null;
    }
    if (CJS_NAMES.some((name) => script.scopes.free.get(name)?.some(({ node }) => !isOtherModule(node)))) {
      // A CommonJS module: as a script it fails, or something provides its variables.
      this.commonJs.add(id);
      this.unreadable.add(id);
      addForeignCode(foreign, this.scriptOfOthers(id, text));
      return null;
    }
    this.program.graph.nodes.set(id, { id, path, facts: scriptFacts(script) });
    return id;
  }

  /** Another's library that was copied into the project, a loader of AMD; a module of any kind is no script either. */
  private isCopied({ path, package: scope }: SourceFile, text: string): boolean {
    if (definesAmd(text)) return true;
    const syntax = this.facts.get(path)?.syntax;
    if (syntax === 'esm' || syntax === 'mixed') return true;
    return isCopiedLibrary(path, text, this.project.packages[scope]?.json.name);
  }

  /** A module of the page and all that it imports: their variables are their own. */
  private readModule(id: string, file: string, text: string, foreign: ForeignCode, seen = new Set<string>()): void {
    if (seen.has(id)) return;
    seen.add(id);
    addForeignCode(foreign, this.scriptOfOthers(id, text, true));
    for (const from of importedFiles(file, text)) {
      const next = this.files.has(from) ? this.sources.get(from) : undefined;
      if (next !== undefined) this.readModule(from, from, next, foreign, seen);
    }
  }

  private scriptOfOthers(path: string, text: string, isModule = false): ForeignCode {
    let found = this.scripts.get(path);
    if (!found) {
      const { code, strings } = codeOfScript(path, text, isModule);
      found = code;
      this.scripts.set(path, found);
      if (isModule) this.program.moduleStrings.push(...strings);
      if (/\bdocument\.write(?:ln)?\s*\(/.test(text)) this.program.writesDocument.add(path);
    }
    return found;
  }

  /** Adds what the project's own scripts have others do, once all pages are read. */
  finish(): void {
    const { graph, foreign } = this.program;
    const nodes = [...graph.nodes.values()];
    const isLoader = nodes.some(({ facts }) => facts.strings.some((s) => s.value === 'script'));
    const ofNode = new Map(nodes.map(({ id, facts }) => [id, this.nodeCode(facts, isLoader)]));
    for (const { facts } of graph.nodes.values()) addForeignCode(this.everywhere, codeForOtherWindows(facts));
    for (const { page, order } of graph.pages) {
      const here = foreign.get(page.path)!;
      for (const id of order) addForeignCode(here, ofNode.get(id)!);
      addForeignCode(here, this.everywhere);
    }
  }

  /**
   * Strings of a script, and the scripts that it loads at run time.
   * @param isLoader some script of the program makes script elements
   */
  private nodeCode(facts: ScriptFacts, isLoader: boolean): ForeignCode {
    const found = codeInStrings(facts);
    const names = scriptNames(facts);
    if (names.length === 0) return found;
    const ends = names.map((name) => name.replace(/^(?:\.{0,2}\/)+/, ''));
    for (const { path, kind } of this.files.values()) {
      const text = kind === 'js' && !this.program.loaded.has(path) ? this.sources.get(path) : undefined;
      if (text === undefined || !ends.some((end) => path.endsWith(end))) continue;
      if (isLoader) this.program.named.add(path);
      if (this.facts.get(path)?.syntax !== 'cjs') addForeignCode(found, this.scriptOfOthers(path, text));
    }
    return found;
  }
}

/**
 * What modules of the project request by relative names, and what `main` names.
 * @param loaded what pages load: its requests count only where Node loads it too
 */
export function requiredFiles(
  project: Project,
  facts: ReadonlyMap<string, ModuleFacts>,
  loaded: ReadonlySet<string>,
): Set<string> {
  const files = new Set(project.files.map((f) => f.path));
  const required = new Set<string>();
  const add = (base: string): void => {
    for (const end of ['', '.js', '/index.js']) if (files.has(base + end)) return void required.add(base + end);
  };
  const addRequests = (path: string): void => {
    for (const { specifier } of facts.get(path)?.requests ?? [])
      if (specifier !== null && /^\.\.?(?:\/|$)/.test(specifier)) add(posix.join(posix.dirname(path), specifier));
  };
  for (const { dir, json } of project.packages) if (typeof json.main === 'string') add(posix.join(dir, json.main));
  for (const path of facts.keys()) if (!loaded.has(path)) addRequests(path);
  // What a universal module of a page would require counts where Node loads that module.
  for (const path of required) addRequests(path);
  // An earlier run has put a twin for Node beside a script that a page loads.
  for (const path of loaded) if (required.has(twinOf(path))) required.add(path);
  return required;
}

/** The copy for Node of a script that pages load as well. */
export const twinOf = (path: string): string => path.replace(/\.js$/, '.cjs');

/** Project files that some script names in a string: a worker, a script loaded later. */
export function namedInStrings(program: ScriptProgram): Set<string> {
  const named = new Set<string>();
  const texts = [...program.graph.nodes.values()]
    .flatMap((n) => n.facts.strings.map((s) => s.value))
    .concat(program.moduleStrings)
    .filter((v) => /^\S+\.js(?:[?#]\S*)?$/.test(v));
  for (const { path } of program.graph.nodes.values()) {
    if (path !== null && texts.some((t) => t === path || t.split(/[?#]/)[0]!.endsWith(posix.basename(path))))
      named.add(path);
  }
  return named;
}
