/** Enough to keep a disk busy, few enough to stay below any limit on open files. */
const limit = 16;

/**
 * Calls `work` for each item, a few at a time, and waits for all that were started. After a failure no further item
 * is started, and the failure is thrown.
 */
export async function forEachConcurrently<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const failures: unknown[] = [];
  const runner = async () => {
    for (const item of queue) {
      if (failures.length > 0) return;
      try {
        await work(item);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, runner));
  if (failures.length > 0) throw failures[0];
}
