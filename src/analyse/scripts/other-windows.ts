import { parentOf, isWriteTarget, type Node } from '../tree.js';
import type { Script } from './script.js';
import { memberKey } from '../uses.js';

/** What a script asks of the global object of another page. */
export interface OtherWindowAccess {
  /** null: a computed name. */
  name: string | null;
  mode: 'read' | 'write';
}

const WINDOWS = new Set(['parent', 'top', 'opener']);
const OF_ELEMENTS = new Set(['contentWindow', 'defaultView', 'parentWindow']);

/** `parent.x`, `opener.x = 1`, `frames[0].x`, `frame.contentWindow.x`; null for every other expression. */
export function otherWindowAccess(node: Node, script: Script): OtherWindowAccess | null {
  if (node.type !== 'MemberExpression' || !isOtherWindow(node.object, script)) return null;
  const name = memberKey(node);
  // `frames[0]` and `parent.frames` are windows again.
  const up = parentOf(node);
  if (up?.type === 'MemberExpression' && up.object === node && isOtherWindow(node, script)) return null;
  if (name === null && node.computed && node.property.type === 'NumericLiteral') return null;
  return { name, mode: isWriteTarget(node) ? 'write' : 'read' };
}

function isOtherWindow(node: Node, script: Script): boolean {
  if (node.type === 'Identifier') return WINDOWS.has(node.name) && script.scopes.byNode.get(node)?.binding === null;
  if (node.type !== 'MemberExpression') return false;
  const key = memberKey(node);
  if (key !== null && OF_ELEMENTS.has(key)) return true;
  if (key !== null && WINDOWS.has(key)) return isWindow(node.object, script);
  return isFrames(node.object, script);
}

/** The window itself or another one. */
function isWindow(node: Node, script: Script): boolean {
  const isOwn = node.type === 'Identifier' && /^(?:window|self|globalThis)$/.test(node.name);
  return isOwn || isOtherWindow(node, script);
}

/** `frames`, `window.frames`, `parent.frames`. */
function isFrames(node: Node, script: Script): boolean {
  if (node.type === 'Identifier') return node.name === 'frames' && script.scopes.byNode.get(node)?.binding === null;
  return node.type === 'MemberExpression' && memberKey(node) === 'frames' && isWindow(node.object, script);
}
