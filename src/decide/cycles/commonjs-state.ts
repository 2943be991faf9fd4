import type { ModuleFacts } from '../../analyse/facts.js';
import { shapeOf, type Shape } from '../interfaces/shape.js';

/** What a read of a CommonJS module's exports gives, at one moment of its load. */
export type CommonJsValue =
  /** What it stays. */
  | 'final'
  /** The member was not assigned yet. */
  | 'undefined'
  /** The first exports object, which `module.exports =` replaces later. */
  | 'stale'
  /** A `let`, `const` or class before its declaration. */
  | 'throws';

/** What the exports of one CommonJS file are at any moment of its load. */
export class CommonJsState {
  private readonly shape: Shape;
  /** Where `module.exports` gets its last value; -1 when it is never replaced. */
  private readonly replacedAt: number;
  private readonly assignedAt = new Map<string, number>();
  private readonly keys = new Set<string>();

  constructor(
    private readonly facts: ModuleFacts,
    private readonly source: string,
  ) {
    this.shape = shapeOf(facts);
    const { assignments, calls } = facts.exports;
    this.replacedAt = -1;
    const assigned = (key: string, at: number): void => {
      if (at < (this.assignedAt.get(key) ?? Infinity)) this.assignedAt.set(key, at);
    };
    for (const { targets, range, unit, value } of assignments) {
      for (const { object, key } of targets) {
        if (object === 'local') continue;
        if (key !== null) this.keys.add(key);
        if (key !== null && unit === 0) assigned(key, range.end);
        if (key === null && object !== 'exports') this.replacedAt = unit === 0 ? range.end : Infinity;
      }
      if (targets.some((t) => t.object === 'module.exports' && t.key === null))
        for (const property of value.properties ?? []) if (property.key !== null) assigned(property.key, range.end);
    }
    for (const { key, range } of calls) if (key !== null) assigned(key, range.end);
  }

  /** True when `module.exports` is replaced after an offset. */
  isReplacedAfter(position: number): boolean {
    return position < this.replacedAt;
  }

  /** False for a member that the exports never get: reading it is undefined at any time. */
  mayHave(key: string): boolean {
    return this.keys.has(key) || this.assignedAt.has(key) || this.shape.kind !== 'bag' || this.isOpaque;
  }

  /** True when members are set in ways that the syntax does not show: then nothing is known of an unfinished object. */
  private get isOpaque(): boolean {
    return this.shape.kind === 'opaque' || (this.shape.kind === 'bag' && this.shape.notNamed !== null);
  }

  /**
   * The exports (key null) or a member of them, read by somebody who asks now.
   * @param position how far the file has come
   */
  read(position: number, key: string | null): CommonJsValue {
    if (key === null) return this.isReplacedAfter(position) ? 'stale' : 'final';
    if (this.isReplacedAfter(position)) return 'undefined';
    const at = this.assignedAt.get(key) ?? this.memberOfValue(key);
    // What is not assigned by name may be there by other means (members of a class, of a function).
    if (at === undefined) return this.shape.kind === 'bag' && !this.isOpaque ? 'undefined' : 'final';
    return at <= position ? 'final' : 'undefined';
  }

  /** Where a member of the one exported value is first assigned by its own name: `sum.all = …`. */
  private memberOfValue(key: string): number | undefined {
    const { replacement, kind } = this.shape;
    const value = kind === 'value' && replacement !== null ? this.facts.exports.assignments[replacement]!.value : null;
    if (!value || value.name === null) return undefined;
    const escape = (name: string): string => name.replace(/\$/g, '\\$');
    const assignment = new RegExp(`(?<![.\\w$])${escape(value.name)}\\.${escape(key)}\\s*=(?![=>])`);
    const found = this.source.search(assignment);
    return found < 0 ? undefined : found;
  }

  /** A top-level binding, read by a function that somebody else calls. */
  local(position: number, name: string): CommonJsValue {
    const binding = this.facts.bindings.find((b) => b.name === name);
    if (!binding || binding.kind === 'function' || binding.initialised <= position) return 'final';
    return binding.kind === 'var' ? 'undefined' : 'throws';
  }
}
