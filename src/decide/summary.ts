/**
 * What running some code can do to, and see of, the rest of the program: enough to tell whether two pieces of code may
 * change places. Mutations of a module's own state count only when another module's code causes them.
 */
export interface Summary {
  /** Depends on something outside the modules that can change (environment, clock, file system). */
  reads: boolean;
  /** Changes something outside (output, globals, environment), or is unknown. */
  acts: boolean;
  /** Modules whose state it may read or change through their functions. */
  touches: Set<string>;
  /** The first effect that makes it not inert, for messages: file and offset. */
  cause: { path: string; at: number } | null;
}

/** The summary of code that does nothing. */
export const inert = (): Summary => ({ reads: false, acts: false, touches: new Set(), cause: null });

export function isInert(summary: Summary): boolean {
  return !summary.reads && !summary.acts && summary.touches.size === 0;
}

/** True when two pieces of code may run in either order without anybody telling the difference. */
export function commute(a: Summary, b: Summary): boolean {
  if (isInert(a) || isInert(b)) return true;
  if ((a.acts && (b.acts || b.reads)) || (b.acts && a.reads)) return false;
  for (const touched of a.touches) if (b.touches.has(touched)) return false;
  return true;
}

/** Adds what some code does to the summary of what runs it. */
export function merge(into: Summary, other: Summary): void {
  into.reads ||= other.reads;
  into.acts ||= other.acts;
  for (const touched of other.touches) into.touches.add(touched);
  into.cause ??= other.cause;
}

/** True when two summaries say the same, whatever the cause. */
export function says(a: Summary, b: Summary): boolean {
  if (a.reads !== b.reads || a.acts !== b.acts || a.touches.size !== b.touches.size) return false;
  for (const touched of a.touches) if (!b.touches.has(touched)) return false;
  return true;
}
