import type { Range } from '../range.js';
import { EditTree, type DropOptions, type Inner } from './edit-tree.js';
import { dedentedIndentation } from './indent.js';
import { gapSpace, joinedStatements, withComments, type RemoveStatementOptions } from './remove-statement.js';

export type { DropOptions, Inner, Range, RemoveStatementOptions };

/**
 * The edits of one source text. All offsets are UTF-16 offsets into the original; nothing outside the edits changes.
 *
 * Rules:
 * - Two edits may not cross, and a `replace` may not contain or lie in another `replace`: both throw at once.
 * - `replaceWith`, `wrap`, `move` and `remove` may contain other edits, stated before or after. One that is shown nowhere
 *   in the result makes `toString` throw, unless `dropEdits` says that edits in what goes away go with it.
 * - An insertion at a boundary of a range stands outside that range. To put text around an expression and have it
 *   travel with the expression, use `wrap`.
 * - At one offset: texts of `insertAfter` come before texts of `insertBefore`; among equals the lower `order`, then the
 *   earlier call, comes first.
 */
export class Edits {
  readonly #tree: EditTree;
  readonly #removed: Range[] = [];

  /** @param source the text exactly as read: byte order mark, hashbang and line ends in place */
  constructor(readonly source: string) {
    this.#tree = new EditTree(source);
  }

  /** Replaces a range by a text. A replacement by the same text is not an edit. */
  replace(range: Range, text: string): void {
    if (this.source.slice(range.start, range.end) !== text) this.#tree.add('replace', range, text);
  }

  /**
   * Replaces a range by what `render` makes. `inner` gives the text of a part of the original with the edits in it
   * applied, whenever they were stated: `replaceWith(statement, (inner) => 'export default ' + inner(value) + ';')`.
   */
  replaceWith(range: Range, render: (inner: Inner) => string, options: DropOptions = {}): void {
    this.#tree.add('replaceWith', range, render, options);
  }

  /** Puts text around a range, so that both travel with it when it is moved or sliced. A later wrap stands outside an earlier. */
  wrap(range: Range, before: string, after: string): void {
    this.replaceWith(range, (inner) => before + inner(range) + after);
  }

  /** Inserts a text that belongs to what follows the offset. The text may be made of parts of the original. */
  insertBefore(offset: number, text: string | ((inner: Inner) => string), order = 0): void {
    this.#tree.insert('before', offset, text, order);
  }

  /** Inserts a text that belongs to what ends at the offset. */
  insertAfter(offset: number, text: string | ((inner: Inner) => string), order = 0): void {
    this.#tree.insert('after', offset, text, order);
  }

  /** Removes exactly the range. */
  remove(range: Range, options: DropOptions = {}): void {
    if (range.start !== range.end) this.#tree.add('remove', range, '', options);
  }

  /** Takes a range away, with the edits in it, and puts it before the offset `to`. */
  move(range: Range, to: number, order = 0): void {
    this.remove(range);
    this.insertBefore(to, (inner) => inner(range), order);
  }

  /**
   * Removes a whole statement: its own lines when nothing else stands on them, and one blank line if two would meet.
   * The comments that describe it go with it, unless `keepComments`; comments above the first statement of the file
   * always stay, since they may be the licence. A semicolon stays where the next statement needs one.
   */
  removeStatement(range: Range, options: RemoveStatementOptions = {}): void {
    const removed = withComments(this.source, range, options);
    this.remove(removed, options);
    this.#removed.push(removed);
  }

  /**
   * Takes the indentation `from` away at the start of each line of the range. Lines that start inside one of
   * `protectedRanges` (template literals, strings continued over lines) are left alone.
   */
  dedent(range: Range, from: string, protectedRanges: readonly Range[] = []): void {
    for (const indentation of dedentedIndentation(this.source, range, from, protectedRanges)) {
      this.#tree.add('soft', indentation, '');
    }
  }

  /** The text of a range with the edits inside it, as stated until now, applied. */
  slice(range: Range): string {
    return this.#tree.slice(range);
  }

  /** The orders of what is inserted at an offset until now. */
  insertionsAt(offset: number): number[] {
    return this.#tree.insertionsAt(offset);
  }

  /** The outermost edit that a range lies in, insertions aside; null where the text is untouched. */
  editAround(range: Range): Range | null {
    return this.#tree.editAround(range);
  }

  /** Whether any edit was stated. */
  get changed(): boolean {
    return !this.#tree.isEmpty;
  }

  /** The edited text. May be called more than once. Throws if an edit would be lost. */
  toString(): string {
    if (this.#tree.isEmpty) return this.source;
    if (this.#removed.length > 0) this.#closeGaps();
    return this.#tree.toString();
  }

  /**
   * Removes the white space that removed statements leave, and keeps statements apart that would join.
   * Done last, when it's known what else was removed and inserted.
   */
  #closeGaps(): void {
    const removed = this.#removed.splice(0).sort((a, b) => a.start - b.start);
    const space = gapSpace(this.source, removed, (start, end) => this.#tree.insertionsIn(start, end));
    for (const piece of space) this.#tree.add('soft', piece, '');
    for (const offset of joinedStatements(this.source, removed)) this.insertAfter(offset, ';');
  }
}
