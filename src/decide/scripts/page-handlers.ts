import { posix } from 'node:path';
import { readHandlerCode, type HandlerCode } from '../../analyse/scripts/handler-code.js';
import { readScript } from '../../analyse/scripts/script.js';
import { scriptFacts, type ScriptFacts } from '../../analyse/scripts/script-facts.js';
import { childNodes, type Node } from '../../analyse/tree.js';
import { memberKey, propertyKey } from '../../analyse/uses.js';
import type { PageCode } from '../../discover/pages.js';
import { EarlyRuns, type PageItem, type PageOrder, type ScriptNode } from '../../link/script-graph.js';
import { addForeignCode, codeOfHandler, noForeignCode, type ForeignCode } from '../../link/foreign-code.js';
import type { ScriptProgram } from '../../link/script-pages.js';
import { detectStyle } from '../../analyse/style.js';
import { handlerScript, isOfWindow, type Wiring } from './handler-script.js';
import type { Finding } from '../../finding.js';
import { scriptFinding } from './script-hazards.js';
import type { ScriptsPlan } from './script-plan.js';
import { copiesElements } from './element-copies.js';
import { commonFolder } from './script-places.js';

/** One handler that a module sets. */
export interface WiredHandler {
  page: PageOrder;
  handler: PageCode;
  names: string[];
  /** The script that sets it. */
  id: string;
}

/** A program whose handlers are scripts like any others. */
export interface WiredProgram {
  program: ScriptProgram;
  wired: WiredHandler[];
  /** Texts of the scripts that the run adds, by path. */
  texts: Map<string, string>;
  /** By page: what takes the place of the attributes. */
  edits: Map<string, { range: PageCode['range']; text: string | null }[]>;
}

/** A handler in one place of one page: the same one in every round. */
const handlerKey = (page: PageOrder, handler: PageCode): string => `${page.page.path}@${handler.range.start}`;

/** A handler that could move, with the places among the scripts of its page where it could run. */
interface Candidate {
  handler: PageCode;
  code: HandlerCode;
  /** Names of the program. */
  needed: string[];
  /** Behind all scripts that define what it needs. */
  from: number;
  /** Before every script that may add a listener for its event. */
  to: number;
}

/**
 * Makes scripts of the inline handlers that need names of the program: each sets its handlers behind the scripts that
 * define what they need, and before any that may add listeners for the same event, so that the handlers run first.
 * @param kept handlers that have to stay, with the reason; found ones are added
 * @param isTaken whether a file of that path is there
 */
export function wireHandlers(
  read: ScriptProgram,
  kept: Map<string, string>,
  isTaken: (path: string) => boolean,
): WiredProgram {
  const graph = { nodes: new Map(read.graph.nodes), pages: read.graph.pages.map((page) => ({ ...page })) };
  const foreign = new Map<string, ForeignCode>();
  const wiredProgram: WiredProgram = {
    program: { ...read, graph, foreign },
    wired: [],
    texts: new Map(),
    edits: new Map(),
  };
  const early = new EarlyRuns(read.graph);
  graph.pages.forEach((page, at) => {
    const candidates = candidatesOf(page, at, read, early, kept);
    const groups = placed(candidates);
    // From the end, so that places before stay what they are.
    for (const [place, group] of groups.reverse()) addScript(page, place, group, wiredProgram, isTaken);
    const moved = new Set(candidates.map((c) => c.handler));
    const here = noForeignCode();
    addForeignCode(here, read.foreign.get(page.page.path)!);
    for (const handler of page.page.handlers)
      if (!moved.has(handler)) addForeignCode(here, codeOfHandler(page.page, handler));
    foreign.set(page.page.path, here);
  });
  return wiredProgram;
}

function candidatesOf(
  page: PageOrder,
  at: number,
  { graph }: ScriptProgram,
  early: EarlyRuns,
  kept: Map<string, string>,
): Candidate[] {
  const nodes = page.order.map((id) => graph.nodes.get(id)!);
  const copies = nodes.some((n) => copiesElements(n.facts));
  const candidates: Candidate[] = [];
  for (const handler of page.page.handlers) {
    const key = handlerKey(page, handler);
    if (kept.has(key)) continue;
    const code = readHandlerCode(handler.code, handler.element, page.page.ids);
    const words = [...handler.code.matchAll(/[\w$]+/g)].map(([word]) => word);
    const isNeeded = nodes.some((n) => words.some((name) => defines(n, name)));
    if (!isNeeded) continue;
    const keep = (reason: string): void => void kept.set(key, reason);
    const type = handler.attribute.replace(/^on/, '');
    if (typeof code === 'string') keep(code);
    else if (!handler.attribute.startsWith('on')) keep('it is a URL');
    else if (handler.element.inTemplate) keep('it is part of a template');
    else if (/^(?:load|error)$/.test(type) && !isOfWindow(handler)) keep('its event may come before the modules run');
    else if (copies) keep('a script copies elements with their attributes');
    else {
      const definers = nodes.flatMap((n, i) => (code.names.some((name) => defines(n, name)) ? [i] : []));
      if (definers.some((i) => nodes[i]!.path === null)) keep('an inline script defines what it needs');
      else {
        const from = definers.at(-1)! + 1;
        const needed = code.names.filter((name) => nodes.some((n) => defines(n, name)));
        const to = firstListener(nodes, type, (id, unit) => early.firstRun(at, id, unit));
        // Before the scripts that define what it needs, it imports what runs later: its code runs when all is there.
        const isReachable = page.items.some((i) => i.element.path !== null && page.order.indexOf(i.id ?? '') < to);
        if (from <= to || (to > 0 && isReachable))
          candidates.push({ handler, code, needed, from: Math.min(from, to), to });
        else keep(`scripts that it needs may add listeners for \`${type}\`, which would run before it`);
      }
    }
  }
  return candidates;
}

/** Whether a script declares or sets a global. */
const defines = ({ facts }: ScriptNode, name: string): boolean =>
  facts.declared.has(name) || facts.accesses.some((a) => a.name === name && (a.mode !== 'read' || a.init !== null));

/** The place of the first script during whose load a listener for an event may be added; the end when there is none. */
function firstListener(
  nodes: readonly ScriptNode[],
  type: string,
  firstRun: (id: string, unit: number) => number | undefined,
): number {
  let first = nodes.length;
  nodes.forEach(({ id, facts }, i) => {
    for (const unit of unitsThatName(type, facts))
      first = Math.min(first, unit === 0 ? i : (firstRun(id, unit) ?? first));
  });
  return first;
}

/** The functions of a script in which an event is named: `'click'`, `.click(`, `.onclick`, `{ click: … }`. */
function unitsThatName(type: string, facts: ScriptFacts): Set<number> {
  const units = new Set<number>();
  const isName = (name: string | null): boolean => name === type || name === `on${type}`;
  const visit = (node: Node): void => {
    const isNamed =
      (node.type === 'StringLiteral' && node.value.split(/[^\w$]+/).some(isName)) ||
      (node.type === 'TemplateElement' && node.value.raw.split(/[^\w$]+/).some(isName)) ||
      (node.type === 'MemberExpression' && isName(memberKey(node))) ||
      (node.type === 'ObjectProperty' && isName(propertyKey(node)));
    if (isNamed) units.add(facts.script.places.at(node).unit);
    childNodes(node).forEach(visit);
  };
  visit(facts.script.program);
  return units;
}

/** As few places as possible, each right for all handlers that get it. */
function placed(candidates: readonly Candidate[]): [place: number, group: Candidate[]][] {
  const groups: [number, Candidate[]][] = [];
  for (const candidate of [...candidates].sort((a, b) => a.to - b.to)) {
    const last = groups.at(-1);
    if (last && candidate.from <= last[0]) last[1].push(candidate);
    else groups.push([candidate.to, [candidate]]);
  }
  return groups;
}

function addScript(
  page: PageOrder,
  place: number,
  group: Candidate[],
  { program, wired, texts, edits }: WiredProgram,
  isTaken: (path: string) => boolean,
): void {
  const { graph } = program;
  const list = edits.get(page.page.path) ?? [];
  edits.set(page.page.path, list);
  group.sort((a, b) => a.handler.range.start - b.handler.range.start);
  const marks = new Map<string, string>();
  const wirings = group.map(({ handler, code, needed }): Wiring => {
    const mark = needsMark(page, handler) ? markOf(handler, needed[0]!, marks) : null;
    list.push({ range: handler.range, text: mark === null ? null : `data-${handler.attribute}="${mark}"` });
    return { handler, statements: code.statements, mark };
  });
  const files = page.order.flatMap((id) => graph.nodes.get(id)!.path ?? []).filter((path) => !texts.has(path));
  const sample = graph.nodes.get(files[0]!)!.facts.script.source;
  const text = handlerScript(wirings, detectStyle(sample));
  const folder = commonFolder(files);
  const known = [...texts].find(([path, content]) => content === text && posix.dirname(path) === folder)?.[0];
  const path = known ?? freePath(page.page.path, folder, (p) => isTaken(p) || texts.has(p));
  if (known === undefined) {
    const script = readScript(path, path, 0, text);
    if ('message' in script) throw new Error(`The handlers of ${page.page.path} make no script: ${script.message}`);
    graph.nodes.set(path, { id: path, path, facts: scriptFacts(script) });
    texts.set(path, text);
  }
  for (const { handler, needed } of group) wired.push({ page, handler, names: needed, id: path });
  const before = page.order[place - 1]!;
  const at = page.items.findIndex((item) => item.id === before);
  page.items = page.items.toSpliced(at + 1, 0, addedItem(page.items, at, path));
  page.order = page.order.toSpliced(place, 0, path);
}

const needsMark = ({ page }: PageOrder, { attribute, element }: PageCode): boolean =>
  !isOfWindow({ attribute, element } as PageCode) &&
  element.tag !== 'body' &&
  (element.id === null || page.idCount.get(element.id) !== 1);

/** A short name for a handler, made of the first thing it needs; the same code has the same one. */
function markOf({ attribute, code }: PageCode, base: string, marks: Map<string, string>): string {
  const key = `${attribute} ${code}`;
  const known = marks.get(key);
  if (known !== undefined) return known;
  const taken = new Set([...marks].filter(([k]) => k.startsWith(`${attribute} `)).map(([, mark]) => mark));
  let mark = base;
  for (let i = 2; taken.has(mark); i++) mark = `${base}-${i}`;
  marks.set(key, mark);
  return mark;
}

function freePath(page: string, folder: string, isTaken: (path: string) => boolean): string {
  const base = posix.basename(page).replace(/\.\w+$/, '');
  const names = ['handlers.js', `${base}-handlers.js`];
  for (let i = 2; ; i++) {
    for (const name of names) if (!isTaken(posix.join(folder, name))) return posix.join(folder, name);
    names.splice(0, 2, `${base}-handlers-${i}.js`);
  }
}

/** A place for a new script element, behind the one at an index. */
function addedItem(items: readonly PageItem[], at: number, path: string): PageItem {
  const beside = items.slice(0, at + 1).findLast((item) => item.element.path !== null)!.element;
  const folder = posix.dirname(beside.src!.replace(/[?#].*$/, ''));
  const src = posix.join(folder, posix.relative(posix.dirname(beside.path!), path));
  const { end } = items[at]!.element.element;
  const range = { start: end, end };
  const element: PageItem['element'] = {
    kind: 'classic',
    src,
    path,
    code: null,
    element: range,
    startTag: range,
    attributes: new Map(),
    beforeContent: false,
  };
  return { element, id: path, text: null, added: true };
}

/**
 * The handlers that a module cannot set in the way that was hoped for, or need not, now that all is decided.
 * @returns the reason by handler; those that need nothing of a module have ''
 */
export function unfitHandlers({ wired, program }: WiredProgram, plan: ScriptsPlan): Map<string, string> {
  const unfit = new Map<string, string>();
  for (const { page, handler, names, id } of wired) {
    const node = program.graph.nodes.get(id)!;
    const isImported = (name: string): boolean =>
      /^(?:export|namespace|members)$/.test(plan.globals.get(name, id)?.mode ?? '');
    const isViaGlobal = node.facts.accesses.some(
      (a) => names.includes(a.name) && plan.globals.get(a.name, id)?.viaGlobal.has(a),
    );
    const type = handler.attribute.replace(/^on/, '');
    const isHeard = page.order.some(
      (other) => plan.classic.has(other) && unitsThatName(type, program.graph.nodes.get(other)!.facts).size > 0,
    );
    if (!plan.modules.has(id) || isViaGlobal)
      unfit.set(handlerKey(page, handler), 'a module cannot import what it needs');
    else if (!names.some(isImported)) unfit.set(handlerKey(page, handler), '');
    else if (isHeard)
      unfit.set(
        handlerKey(page, handler),
        `a classic script may add listeners for \`${type}\`, which would run before it`,
      );
  }
  return unfit;
}

/** Says which handlers stay in pages, or are made by scripts, although they need names of modules. */
export function handlerFindings(
  { program: { graph } }: WiredProgram,
  kept: ReadonlyMap<string, string>,
  plan: ScriptsPlan,
  textOf: (file: string) => string,
): Finding[] {
  const advice =
    'Set it in a module by hand, with addEventListener, and then remove the lines that keep its names global.';
  const bridged = plan.globals.values().filter(({ bridge, mode }) => bridge && mode !== 'global');
  const needed = (code: string): string[] => {
    const words = new Set([...code.matchAll(/[\w$]+/g)].map(([word]) => word));
    return bridged.filter(({ name }) => words.has(name)).map(({ name }) => name);
  };
  const say = (script: Parameters<typeof scriptFinding>[0], at: number, message: string): Finding =>
    scriptFinding(script, textOf(script.file), at, 'inline-handler', 'info', message, advice);
  const ofPages = graph.pages.flatMap((page) =>
    page.page.handlers.flatMap((handler) => {
      const reason = kept.get(handlerKey(page, handler));
      if (!reason || needed(handler.code).length === 0) return [];
      const script = { file: page.page.path, offset: 0, rounds: [] };
      return [say(script, handler.range.start, `This handler stays in the page: ${reason}.`)];
    }),
  );
  const ofStrings = [...graph.nodes.values()].flatMap(({ facts }) =>
    facts.strings.flatMap(({ node, value }) => {
      const names = HANDLER_IN_HTML.test(value) ? needed(value) : [];
      if (names.length === 0) return [];
      const list = names.map((name) => `\`${name}\``).join(', ');
      return [say(facts.script, node.start!, `A handler in this string of HTML needs ${list} on the global object.`)];
    }),
  );
  return [...ofPages, ...ofStrings];
}

const HANDLER_IN_HTML = /\bon[a-z]+\s*=/;
