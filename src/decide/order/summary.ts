import { isAbsolute } from 'node:path';

/**
 * What running some code can do to, and see of, the rest of the program: enough to tell whether two pieces of code may
 * change places. Mutations of a module's own state count only when another module's code causes them.
 */
export interface Summary {
  /** Depends on something outside the modules that can change (environment, clock, file system). */
  reads: boolean;
  /** Changes something outside (output, globals, environment), or is unknown. */
  acts: boolean;
  /** Modules whose state it may read or change: through their functions, or by writing to what they export. */
  touches: Set<string>;
  /** Modules whose exports it reads. */
  looks: Set<string>;
  /** Calls code that nobody can see: it may change whatever the program lets others change. */
  unknown: boolean;
  /** Changes what the language itself does: a method of a built-in prototype. */
  patches: boolean;
  /** The first effect that makes it not inert, for messages: file and offset. */
  cause: { path: string; at: number } | null;
}

/** The summary of code that does nothing. */
export const inert = (): Summary => ({
  reads: false,
  acts: false,
  touches: new Set(),
  looks: new Set(),
  unknown: false,
  patches: false,
  cause: null,
});

export function isInert(summary: Summary): boolean {
  return !summary.reads && !summary.acts && summary.touches.size === 0;
}

export const meets = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => [...a].some((id) => b.has(id));

/** What a module exports, told apart from the variables that its functions use. */
export const exportsOf = (id: string): string => `${id}#exports`;
/** What the members of its exports hold. */
export const contentsOf = (id: string): string => `${id}#contents`;

/** A builtin or an installed file. Calls of unknown code are not taken to change those. */
export const isOutside = (id: string): boolean => id.startsWith('node:') || isAbsolute(id);

/** A module's own state is nobody else's while it is new. */
export function forget(summary: Summary, id: string): void {
  for (const own of [id, exportsOf(id), contentsOf(id)]) {
    summary.touches.delete(own);
    summary.looks.delete(own);
  }
}

/** Adds what some code does to the summary of what runs it. */
export function merge(into: Summary, other: Summary): void {
  into.reads ||= other.reads;
  into.acts ||= other.acts;
  into.unknown ||= other.unknown;
  into.patches ||= other.patches;
  for (const touched of other.touches) into.touches.add(touched);
  for (const looked of other.looks) into.looks.add(looked);
  into.cause ??= other.cause;
}

/** True when two summaries say the same, whatever the cause. */
export function says(a: Summary, b: Summary): boolean {
  const equal = (x: ReadonlySet<string>, y: ReadonlySet<string>): boolean =>
    x.size === y.size && [...x].every((id) => y.has(id));
  if (a.reads !== b.reads || a.acts !== b.acts || a.unknown !== b.unknown || a.patches !== b.patches) return false;
  return equal(a.touches, b.touches) && equal(a.looks, b.looks);
}
