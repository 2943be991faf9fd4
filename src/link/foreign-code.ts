import { calledName, isStringOfCode } from '../analyse/scripts/string-code.js';
import { readScript } from '../analyse/scripts/script.js';
import { scriptFacts, type ScriptFacts } from '../analyse/scripts/script-facts.js';
import { parentOf } from '../analyse/tree.js';
import type { Page, PageCode } from '../discover/pages.js';
import { templateNames, wordsOf } from '../discover/markup-names.js';

/** What code that is no script of the project, or no module, does with the globals of a page. */
export interface ForeignCode {
  reads: Set<string>;
  writes: Set<string>;
  /** Functions that are called by their bare names. */
  calls: Set<string>;
  /** Code whose text is not at hand runs: what it reads is not known. */
  remote: boolean;
  /** Any global may be read by its name. */
  readsAny: boolean;
}

export const noForeignCode = (): ForeignCode => ({
  reads: new Set(),
  writes: new Set(),
  calls: new Set(),
  remote: false,
  readsAny: false,
});

export function addForeignCode(to: ForeignCode, from: ForeignCode): void {
  for (const name of from.reads) to.reads.add(name);
  for (const name of from.writes) to.writes.add(name);
  for (const name of from.calls) to.calls.add(name);
  to.remote ||= from.remote;
  to.readsAny ||= from.readsAny;
}

/** What the markup of a page does, besides inline handlers: attributes of frameworks, templates. */
export function codeOfMarkup({ names }: Page): ForeignCode {
  const found = noForeignCode();
  for (const name of names) found.reads.add(name);
  return found;
}

/** What an inline handler of a page does. */
export const codeOfHandler = ({ path }: Page, { code }: PageCode): ForeignCode => codeInAttribute(path, code);

/**
 * What a classic script that stays one does, or a module: its own variables are no globals.
 * @returns also the strings it has
 */
export function codeOfScript(path: string, text: string, isModule = false): { code: ForeignCode; strings: string[] } {
  const code = noForeignCode();
  const script = readScript(path, path, 0, text);
  if ('message' in script) {
    for (const name of wordsOf(text)) code.reads.add(name);
    return { code, strings: [] };
  }
  const facts = scriptFacts(script);
  for (const name of script.scopes.free.keys()) code.reads.add(name);
  for (const name of isModule ? [] : facts.declared.keys()) code.writes.add(name);
  for (const { name, node, mode, use } of facts.accesses) {
    if (isModule && facts.declared.has(name) && script.scopes.byNode.has(node)) continue;
    (mode === 'read' ? code.reads : code.writes).add(name);
    if (use.kind === 'call') code.calls.add(name);
  }
  return { code, strings: facts.strings.map((s) => s.value) };
}

/** What a script has others do: code and names in its strings, callbacks that read `this`. */
export function codeInStrings(facts: ScriptFacts): ForeignCode {
  const found = noForeignCode();
  for (const name of facts.callbackThis) found.reads.add(name);
  for (const { node, value } of facts.strings) {
    if (value === 'script') found.remote = true;
    if (isStringOfCode(node)) addForeignCode(found, codeInAttribute(facts.script.file, value));
    for (const name of templateNames(value)) found.reads.add(name);
    if (!/[(=:]/.test(value)) continue;
    for (const [, code] of value.matchAll(/\bon[a-z]+\s*=\s*(?:["']|\\["'])?([^"'>]*)/g))
      addForeignCode(found, codeInAttribute(facts.script.file, code!));
    for (const match of value.matchAll(/([\w$]+)\s*[(.]|(?:=|javascript:)\s*([\w$]+)/g))
      found.reads.add((match[1] ?? match[2])!);
  }
  return found;
}

/** What a script does with the globals of other windows: pages in frames, the page that opened this one. */
export function codeForOtherWindows({ otherWindows }: ScriptFacts): ForeignCode {
  const found = noForeignCode();
  for (const { name, mode } of otherWindows) {
    if (name === null) found.readsAny = true;
    else (mode === 'write' ? found.writes : found.reads).add(name);
  }
  return found;
}

/** Strings that name scripts which are loaded at run time: whole paths, and parts such as `.js`. */
export function scriptNames({ strings }: ScriptFacts): string[] {
  return strings.flatMap(({ node, value }) => {
    const call = parentOf(node);
    // A worker has globals of its own.
    const isOfWorker =
      (call?.type === 'NewExpression' && /Worker$/.test(calledName(call) ?? '')) ||
      (call?.type === 'CallExpression' && calledName(call) === 'importScripts');
    return /\.js(?:[?#]\S*)?$/.test(value) && !/\s/.test(value) && !isOfWorker ? [value.replace(/[?#].*/, '')] : [];
  });
}

/** The words of some code, and the variables it sets. Code with holes or of other languages is read for its words only. */
function codeInAttribute(path: string, code: string): ForeignCode {
  const found = noForeignCode();
  for (const name of wordsOf(code)) found.reads.add(name);
  const script = readScript(path, path, 0, `(function (event) {${code}\n})`);
  if ('message' in script) return found;
  for (const { name, mode } of scriptFacts(script).accesses) if (mode !== 'read') found.writes.add(name);
  return found;
}
