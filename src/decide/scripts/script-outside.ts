import type { ScriptFacts } from '../../analyse/scripts/script-facts.js';
import { addForeignCode, noForeignCode } from '../../link/foreign-code.js';
import type { PageOrder } from '../../link/script-graph.js';
import type { ScriptProgram } from '../../link/script-pages.js';
import { leakedNames } from './script-leaks.js';

/** What others than the project's modules do with the globals of some pages. */
export interface Outside {
  /** Handlers, templates, code in strings or scripts of others may read it on the global object. */
  reads: (name: string) => boolean;
  /** The same without what reads properties of the global object, which variables of `let`, `const` and `class` are not. */
  readsVariable: (name: string) => boolean;
  writes: (name: string) => boolean;
  /** Some script asks the global object for it: `'X' in window`. */
  asksFor: (name: string) => boolean;
  /** An element has this id or name: browsers make a global of it. */
  hasElement: (name: string) => boolean;
  /** Code from other hosts runs. */
  remote: boolean;
}

/** @param readsAny the scripts that run code in strings that is not known */
export function outsideOf(
  { graph, foreign }: ScriptProgram,
  pages: readonly PageOrder[],
  readsAny: ReadonlySet<string>,
): Outside {
  const joined = noForeignCode();
  for (const { page } of pages) addForeignCode(joined, foreign.get(page.path)!);
  const ids = new Set(pages.flatMap(({ items }) => items.flatMap((item) => (item.id === null ? [] : [item.id]))));
  const facts = [...ids].map((id) => graph.nodes.get(id)!.facts);
  const keys = facts.flatMap((f) => f.computed);
  const asked = new Set(facts.flatMap((f) => f.strings.filter((s) => s.asks).map((s) => s.value)));
  const made = namesForMadeHandlers(facts);
  const elements = new Set(pages.flatMap(({ page }) => page.ids));
  const texts = new Set(pages.flatMap(({ items }) => items.flatMap((i) => (i.id === null && i.text ? [i.text] : []))));
  let members: Set<string> | null = null;
  const namedByLibrary = (name: string): boolean => {
    members ??= new Set(
      [...texts].flatMap((text) => [...text.matchAll(/\.([A-Za-z_$][\w$]*)/g)].map(([, key]) => key!)),
    );
    return members.has(name);
  };
  const leaked = leakedNames(
    { nodes: new Map([...ids].map((id) => [id, graph.nodes.get(id)!])), pages: [...pages] },
    namedByLibrary,
  );
  const any = joined.readsAny || [...ids].some((id) => readsAny.has(id));
  const readsVariable = (name: string): boolean => any || joined.reads.has(name) || made.has(name);
  const readsProperty = (name: string): boolean =>
    asked.has(name) || keys.some((mayBe) => mayBe(name)) || leaked.isRead(name);
  return {
    reads: (name) => readsVariable(name) || readsProperty(name),
    readsVariable,
    writes: (name) => joined.writes.has(name) || leaked.isWritten(name),
    asksFor: (name) => asked.has(name),
    hasElement: (name) => elements.has(name),
    remote: joined.remote,
  };
}

/** `'<a onclick="' + name + '()">'`: the code goes on with a value. */
const OPEN_HANDLER = /\bon[a-z]+\s*=\s*\\?["']?[^"'>]*$/;

/** Where scripts put handlers together from values: every string that may be the name of a function. */
function namesForMadeHandlers(facts: readonly ScriptFacts[]): Set<string> {
  const strings = facts.flatMap((f) => f.strings.map((s) => s.value));
  if (!strings.some((value) => OPEN_HANDLER.test(value))) return new Set();
  return new Set(strings.filter((value) => /^[\w$]+$/.test(value)));
}
