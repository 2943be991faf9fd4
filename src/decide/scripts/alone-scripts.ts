import { childNodes, parentOf, type Node } from '../../analyse/tree.js';
import { memberKey } from '../../analyse/uses.js';
import type { PageOrder, ScriptGraph, ScriptNode } from '../../link/script-graph.js';

/** What a script can use that no other script has to do with. */
const PLATFORM = new Set(
  'document window navigator location screen history unescape escape encodeURIComponent decodeURIComponent encodeURI Date Math String Number Boolean Array Object RegExp JSON parseInt parseFloat isNaN undefined NaN Infinity console'.split(
    ' ',
  ),
);

/** What of the document says nothing about what scripts made of it. */
const OF_DOCUMENT = /^(?:write|writeln|location|domain|protocol|referrer|title|cookie|URL|lastModified|charset)$/;

/** `<script src="js/app.js">`: a script of the same host may use what the project's scripts define. */
const OWN_SCRIPT = /\bsrc\s*=\s*\\?["']?(?!https?:|\/\/)[\w./-]*[\w-]\.js\b/i;

/**
 * Whether a script of a page has nothing to do with the others while it loads, so that it may run before scripts that
 * stood before it: it shares no variable with them, and writes into the document without looking at it.
 */
export function standsAlone(node: ScriptNode, page: PageOrder, graph: ScriptGraph): boolean {
  const { facts } = node;
  const { script } = facts;
  if (facts.leaks.length > 0 || facts.computed.length > 0) return false;
  if (facts.strings.some(({ value }) => OWN_SCRIPT.test(value))) return false;
  if ([...script.scopes.free.keys()].some((name) => !PLATFORM.has(name) && !facts.declared.has(name))) return false;
  const others = page.order.filter((id) => id !== node.id).map((id) => graph.nodes.get(id)!);
  const isShared = (name: string): boolean =>
    others.some(
      (o) => o.facts.declared.has(name) || (!PLATFORM.has(name) && o.facts.accesses.some((a) => a.name === name)),
    );
  if ([...facts.declared.keys(), ...facts.accesses.map((a) => a.name)].some(isShared)) return false;
  const looks = (at: Node): boolean => {
    const parent = parentOf(at);
    const isDocument = at.type === 'Identifier' && at.name === 'document' && script.scopes.byNode.has(at);
    const isKnown = parent?.type === 'MemberExpression' && OF_DOCUMENT.test(memberKey(parent) ?? '');
    return (isDocument && !isKnown) || childNodes(at).some(looks);
  };
  return !looks(script.program);
}
