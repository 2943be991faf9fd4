import type * as t from '@babel/types';
import type { ScriptFacts } from '../../analyse/scripts/script-facts.js';
import { locate } from '../../analyse/parse.js';
import { childNodes, enclosingFunction, parentOf, type Node } from '../../analyse/tree.js';
import { offsetInFile, type Script } from '../../analyse/scripts/script.js';
import { memberKey } from '../../analyse/uses.js';
import type { Page } from '../../discover/pages.js';
import type { Finding, Severity } from '../../finding.js';

/** Something that a script may do and a module may not, or not in the same way. */
export interface Hazard {
  finding: Finding;
  /** `deferred`: the script stays classic; `sync`: and keeps its moment; null: it can become a module all the same. */
  level: 'deferred' | 'sync' | null;
  /** Any global may be read by code in strings. */
  readsAnyGlobal: boolean;
}

/** The advice for a script that could be a module after a change by hand. */
export const KEEP_CLASSIC = 'It stays a classic script; change this by hand, then run again.';

/** A finding at an offset of a script. */
export function scriptFinding(
  script: Pick<Script, 'file' | 'offset' | 'rounds'>,
  text: string,
  at: number,
  rule: string,
  severity: Severity,
  message: string,
  advice: string,
): Finding {
  const { line, column } = locate(text, offsetInFile(script, at), '');
  return { rule, severity, file: script.file, line, column, message, advice };
}

/** Said once a page that loads modules. @param at where it does */
export function needsServer(page: Pick<Page, 'path' | 'text'>, at: number): Finding {
  const message = 'Browsers load modules over http only.';
  const advice = 'Open the page through a server; file:// no longer works.';
  return scriptFinding(
    { file: page.path, offset: 0, rounds: [] },
    page.text,
    at,
    'needs-server',
    'info',
    message,
    advice,
  );
}

/** The hazards of one script. @param text the text of its file or page */
export function findHazards(facts: ScriptFacts, text: string): Hazard[] {
  const { script } = facts;
  const found: Hazard[] = [];
  const add = (level: Hazard['level'], at: number, rule: string, message: string, advice = KEEP_CLASSIC): void => {
    const finding = scriptFinding(script, text, at, rule, level === null ? 'warning' : 'error', message, advice);
    found.push({ finding, level, readsAnyGlobal: rule === 'string-code' });
  };
  for (const error of script.moduleErrors) {
    add('deferred', error.offset, 'script-syntax', `A module cannot say this: ${error.message}`);
  }
  for (const fact of script.sloppy) {
    const name = fact.name === null ? '' : ` (${fact.name})`;
    if (fact.keeps)
      add('deferred', fact.range.start, 'script-sloppy', `Strict mode changes what this does: ${fact.kind}${name}.`);
    else if (fact.kind === 'plain-this')
      found.push({ finding: plainThisFinding(script, text, fact.range.start), level: null, readsAnyGlobal: false });
  }
  walk(script.program, (node) => {
    if (node.type === 'MemberExpression') {
      const key = memberKey(node);
      const onDocument = node.object.type === 'Identifier' && node.object.name === 'document';
      if (onDocument && key === 'write' && loadsInPlace(node)) {
        const message = 'This loads a library in place of one that is missing; it stays a classic script.';
        const advice = 'Nothing has to be done.';
        const finding = scriptFinding(script, text, node.start!, 'document-write', 'info', message, advice);
        found.push({ finding, level: 'sync', readsAnyGlobal: false });
      } else if (onDocument && (key === 'write' || key === 'writeln')) {
        add(
          'sync',
          node.start!,
          'document-write',
          `document.${key} inserts where a classic script stands; in a module it does nothing.`,
        );
      }
      if (onDocument && key === 'currentScript') {
        add('deferred', node.start!, 'current-script', 'document.currentScript is null in a module.');
      }
    }
    const search = scriptSearch(node, script);
    if (search)
      add(
        search === 'last' ? 'sync' : 'deferred',
        node.start!,
        'current-script',
        search === 'last'
          ? 'The last script element so far is this script; in a module it is another one.'
          : 'This looks for script elements, and a script that becomes a module has none of its own any more.',
      );
    const isCall = node.type === 'CallExpression' || node.type === 'NewExpression';
    if (isCall ? stringCode(node) === 'dynamic' : node.type === 'Identifier' && isEvalAsValue(node)) {
      const advice = 'All globals of the page stay on the global object; check what the string names.';
      add(null, node.start!, 'string-code', 'Code in a string cannot see the names of a module.', advice);
    }
  });
  return found;
}

/** Says that a function may be called without an object. */
export function plainThisFinding(script: Script, text: string, at: number): Finding {
  const message =
    'This function uses `this` and may be called without an object: `this` is then the global object in a script, undefined in a module.';
  const advice = 'Check what calls it; bind it to what it means.';
  return scriptFinding(script, text, at, 'plain-this', 'warning', message, advice);
}

/** `window.jQuery || document.write('<script src="lib/jquery.js"><\\/script>')` as all of a script. */
function loadsInPlace(member: Node): boolean {
  const call = parentOf(member);
  const test = call ? parentOf(call) : null;
  const statement = test ? parentOf(test) : null;
  if (call?.type !== 'CallExpression' || test?.type !== 'LogicalExpression' || test.operator !== '||') return false;
  const program = statement?.type === 'ExpressionStatement' ? parentOf(statement) : null;
  const [markup] = call.arguments;
  return (
    program?.type === 'Program' &&
    program.body.filter((s) => s.type !== 'EmptyStatement').length === 1 &&
    markup?.type === 'StringLiteral' &&
    /^\s*<script\s[^>]*\bsrc\s*=/i.test(markup.value)
  );
}

/** Whether a call runs a string as code, and whether its text is known. */
function stringCode(node: t.CallExpression | t.NewExpression): 'dynamic' | null {
  // `(0, eval)(…)`
  const callee = node.callee.type === 'SequenceExpression' ? node.callee.expressions.at(-1)! : node.callee;
  const name =
    callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? memberKey(callee) : null;
  const [first] = node.arguments;
  if (!first) return null;
  if (name === 'setTimeout' || name === 'setInterval') {
    const isSum =
      (first.type === 'BinaryExpression' && first.operator === '+') ||
      (first.type === 'TemplateLiteral' && first.expressions.length > 0);
    return isSum ? 'dynamic' : null;
  }
  if (name !== 'eval' && name !== 'execScript' && name !== 'Function') return null;
  return node.arguments.at(-1)!.type === 'StringLiteral' ? null : 'dynamic';
}

/** `src.match(…)`, `pattern.test(script.src)` */
const PART_OF_ADDRESS =
  /\bsrc\b['")\]]*\s*\.(?:match|indexOf|lastIndexOf|search|split|replace)\(|\.(?:test|exec)\([^)]*\bsrc\b/;

/**
 * How a script uses the list of script elements that an expression gives; null for anything else, and where it takes the
 * first one only, as code does that puts another script before it.
 */
function scriptSearch(node: Node, { scopes, source }: Script): 'last' | 'some' | null {
  if (!isScriptList(node)) return null;
  const parent = parentOf(node);
  const id = parent?.type === 'VariableDeclarator' && parent.init === node ? parent.id : null;
  const uses = id ? scopes.declared.get(id)?.references.map((r) => r.node) : [node];
  if (uses?.every(isFirstElement)) return null;
  const { start, end } = enclosingFunction(node) ?? { start: 0, end: source.length };
  const around = source.slice(start!, end!);
  if (/\.length\s*-\s*1\b|\.pop\(\)|\.slice\(-1\)/.test(around)) return 'last';
  // It looks for a part of an address; who compares a whole one asks whether a script is there already.
  return PART_OF_ADDRESS.test(around) ? 'some' : null;
}

function isScriptList(node: Node): boolean {
  const member = node.type === 'CallExpression' ? node.callee : node;
  if (member.type !== 'MemberExpression' || member.object.type !== 'Identifier' || member.object.name !== 'document')
    return false;
  const key = memberKey(member);
  if (node.type === 'MemberExpression') return key === 'scripts';
  const [first] = (node as t.CallExpression).arguments;
  const wanted = first?.type === 'StringLiteral' ? first.value : '';
  return key === 'getElementsByTagName'
    ? /^script$/i.test(wanted)
    : key === 'querySelectorAll' && /^script\b/i.test(wanted);
}

/** `list[0]` */
function isFirstElement(node: Node): boolean {
  const parent = parentOf(node);
  return parent?.type === 'MemberExpression' && parent.object === node && parent.property.type === 'NumericLiteral';
}

/** `var run = eval;` */
function isEvalAsValue(node: t.Identifier): boolean {
  const parent = parentOf(node);
  if (node.name !== 'eval' || !parent) return false;
  const isValue =
    (parent.type === 'VariableDeclarator' && parent.init === node) ||
    (parent.type === 'AssignmentExpression' && parent.right === node) ||
    ('arguments' in parent && (parent.arguments as Node[]).includes(node));
  return isValue;
}

function walk(node: Node, enter: (node: Node) => void): void {
  enter(node);
  for (const child of childNodes(node)) walk(child, enter);
}
