import type { Range } from '../range.js';

/** Gives the text of a part of the original with the edits inside it applied. */
export type Inner = (range: Range) => string;

export interface DropOptions {
  /** The edits inside the range that are shown nowhere go with it; without this, losing one is an error. */
  dropEdits?: boolean;
}

/** `soft`: a removal of white space that matters only where the original text is kept; it yields to any other edit. */
type Kind = 'root' | 'replace' | 'replaceWith' | 'remove' | 'soft' | 'before' | 'after';

interface Node extends Range {
  kind: Kind;
  text: string | ((inner: Inner) => string);
  order: number;
  /** In text order, disjoint. */
  children: Node[];
  /** Edits that it leaves out are meant to go. */
  dropsEdits: boolean;
  /** `slice` handed its text out, so it's not lost if its place is removed. */
  sliced: boolean;
  /** The number of the last `toString` that rendered it. */
  rendered: number;
  /** Its own `text` function is running. */
  running: boolean;
}

const isInsertion = (node: Node): boolean => node.kind === 'before' || node.kind === 'after';
const contains = (outer: Range, inner: Range): boolean => outer.start <= inner.start && inner.end <= outer.end;
const sameRange = (a: Range, b: Range): boolean => a.start === b.start && a.end === b.end;

/** Edits nested by their ranges. Insertions are nodes of no width; those at a boundary of a range stand outside it. */
export class EditTree {
  readonly #root: Node;
  #pass = 0;

  constructor(readonly source: string) {
    // One wider than the text at both ends, so that insertions at either end are inside.
    this.#root = node('root', { start: -1, end: source.length + 1 }, '', 0);
  }

  get isEmpty(): boolean {
    return this.#root.children.length === 0;
  }

  /** States an edit of a range; throws an Error naming both edits if it can't stand beside or in another one. */
  add(
    kind: 'replace' | 'replaceWith' | 'remove' | 'soft',
    range: Range,
    text: Node['text'],
    options: DropOptions = {},
  ): void {
    if (range.start === range.end) {
      this.insert('before', range.start, text, 0);
      return;
    }
    this.#checkBounds(range);
    const added = node(kind, range, text, 0);
    added.dropsEdits = options.dropEdits ?? false;
    let parent = this.#root;
    for (;;) {
      const { first, last } = touched(parent.children, added);
      const touching = parent.children.slice(first, last);
      const crossing = touching.find((child) => !contains(child, added) && !contains(added, child));
      if (crossing) {
        if (kind === 'soft') return;
        if (crossing.kind !== 'soft') throw this.#conflict(added, crossing, 'crosses');
        parent.children.splice(parent.children.indexOf(crossing), 1);
        continue;
      }
      const only = touching.length === 1 ? touching[0]! : undefined;
      if (only && contains(only, added) && (!sameRange(only, added) || standsOutside(only, added))) {
        if (kind === 'soft' && (only.kind === 'replace' || only.kind === 'soft')) return;
        this.#checkNesting(only, added);
        parent = only;
        continue;
      }
      for (const child of touching) this.#checkNesting(added, child);
      added.children = touching.filter((child) => child.kind !== 'soft' || kind !== 'replace');
      parent.children.splice(first, touching.length, added);
      return;
    }
  }

  /** States an insertion; throws an Error if the offset is inside a replaced range. */
  insert(kind: 'before' | 'after', offset: number, text: Node['text'], order: number): void {
    if (text === '') return;
    const added = node(kind, { start: offset, end: offset }, text, order);
    this.#checkBounds(added);
    let parent = this.#root;
    for (;;) {
      const at = insertionIndex(parent.children, added);
      const around = parent.children[at - 1];
      if (!around || around.end <= offset) {
        parent.children.splice(at, 0, added);
        return;
      }
      if (around.kind === 'soft') {
        parent.children.splice(at - 1, 1);
        continue;
      }
      this.#checkNesting(around, added);
      parent = around;
    }
  }

  /** What is inserted between the two offsets (inclusive), but not what is within an edit that starts or ends there. */
  insertionsIn(start: number, end: number): Node['text'][] {
    const texts: Node['text'][] = [];
    let parent: Node | undefined = this.#root;
    while (parent) {
      let next: Node | undefined;
      for (const child of parent.children) {
        if (isInsertion(child) && child.start >= start && child.start <= end) texts.push(child.text);
        if (child.start < start && end < child.end) next = child;
      }
      parent = next;
    }
    return texts;
  }

  /** The orders of what is inserted at an offset, outside of the ranges that start or end there. */
  insertionsAt(offset: number): number[] {
    let parent: Node | undefined = this.#root;
    const orders: number[] = [];
    while (parent) {
      for (const child of parent.children) if (isInsertion(child) && child.start === offset) orders.push(child.order);
      parent = parent.children.find((child) => child.start < offset && offset < child.end);
    }
    return orders;
  }

  /** The outermost edit that a range lies in, insertions aside; null where the text is untouched. */
  editAround(range: Range): Range | null {
    const around = this.#root.children.find((child) => !isInsertion(child) && contains(child, range));
    return around ? { start: around.start, end: around.end } : null;
  }

  slice(range: Range): string {
    this.#pass++;
    const text = this.#renderRange(range);
    forEachNode(this.#root, (each) => (each.sliced ||= each.rendered === this.#pass));
    return text;
  }

  toString(): string {
    this.#pass++;
    const text = this.#renderChildren(this.#root, { start: 0, end: this.source.length }, true);
    this.#checkNothingLost(this.#root);
    return text;
  }

  /** Renders part of the original: within the smallest edit around it, or within an edit of the same range that is running. */
  #renderRange(range: Range): string {
    let parent = this.#root;
    for (;;) {
      const around = parent.children.find((child) => !isInsertion(child) && contains(child, range));
      if (!around) break;
      // What a removal takes away can still be shown elsewhere.
      if (sameRange(around, range) && !around.running && around.kind !== 'remove') break;
      parent = around;
    }
    return this.#renderChildren(parent, range, false);
  }

  #renderChildren(parent: Node, range: Range, boundaries: boolean): string {
    let text = '';
    let at = range.start;
    for (const child of parent.children) {
      if (isInsertion(child) && !boundaries && (child.start <= range.start || child.start >= range.end)) continue;
      if (child.end < range.start || child.start > range.end) continue;
      if (!isInsertion(child) && (child.end === range.start || child.start === range.end)) continue;
      if (!contains(range, child)) {
        if (child.kind === 'soft') continue;
        throw this.#conflict(child, range, 'crosses the rendered range');
      }
      text += this.source.slice(at, child.start) + this.#renderNode(child);
      at = child.end;
    }
    return text + this.source.slice(at, range.end);
  }

  #renderNode(each: Node): string {
    each.rendered = this.#pass;
    if (typeof each.text === 'string') return each.text;
    const wasRunning = each.running;
    each.running = true;
    try {
      return each.text((range) => this.#renderRange(range));
    } finally {
      each.running = wasRunning;
    }
  }

  #checkNothingLost(parent: Node): void {
    for (const child of parent.children) {
      const seen = child.rendered === this.#pass || child.sliced || child.kind === 'soft';
      if (!seen && parent.dropsEdits) continue;
      if (!seen) throw this.#conflict(child, parent, 'is lost in');
      this.#checkNothingLost(child);
    }
  }

  #checkNesting(outer: Node, inner: Node): void {
    if (outer.kind === 'replace' && inner.kind !== 'soft') throw this.#conflict(inner, outer, 'lies inside');
  }

  #checkBounds({ start, end }: Range): void {
    if (!(start >= 0 && start <= end && end <= this.source.length)) {
      throw new Error(`Edit out of bounds: ${start}-${end} of ${this.source.length}`);
    }
  }

  #conflict(a: Node, b: Node | Range, how: string): Error {
    return new Error(`Edit conflict: ${this.#describe(a)} ${how} ${this.#describe(b)}`);
  }

  #describe(each: Node | Range): string {
    const original = JSON.stringify(this.source.slice(Math.max(each.start, 0), each.end).slice(0, 60));
    if (!('kind' in each)) return `range ${each.start}-${each.end} ${original}`;
    const made = typeof each.text === 'string' ? ` by ${JSON.stringify(each.text.slice(0, 60))}` : '';
    return `${each.kind} ${each.start}-${each.end} ${original}${made}`;
  }
}

function node(kind: Kind, range: Range, text: Node['text'], order: number): Node {
  const { start, end } = range;
  return { kind, start, end, text, order, children: [], dropsEdits: false, sliced: false, rendered: 0, running: false };
}

/** Of two edits of the same range: the later one stands outside if it can show the earlier one. */
function standsOutside(present: Node, added: Node): boolean {
  if (added.kind === 'replaceWith') return false;
  if (added.kind === 'remove') return present.kind === 'remove';
  return present.kind !== 'soft';
}

/** The run of children that share at least one unit of text with the range, or stand as insertions strictly inside it. */
function touched(children: readonly Node[], range: Range): { first: number; last: number } {
  let low = 0;
  let high = children.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (children[middle]!.end <= range.start) low = middle + 1;
    else high = middle;
  }
  let last = low;
  while (last < children.length && children[last]!.start < range.end) last++;
  return { first: low, last };
}

/** Where an insertion goes among the children: behind what ends at its offset, before what starts there. */
function insertionIndex(children: readonly Node[], added: Node): number {
  let low = 0;
  let high = children.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const child = children[middle]!;
    if (child.start < added.start || (child.start === added.start && isInsertion(child) && !precedes(added, child))) {
      low = middle + 1;
    } else high = middle;
  }
  return low;
}

/** Whether an insertion stands before another at the same offset. */
function precedes(a: Node, b: Node): boolean {
  if (a.kind !== b.kind) return a.kind === 'after';
  return a.order < b.order;
}

function forEachNode(parent: Node, visit: (each: Node) => void): void {
  for (const child of parent.children) {
    visit(child);
    forEachNode(child, visit);
  }
}
