const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs work that must not be cut off in the middle: an interrupt aborts its signal in place of ending the process. */
export async function withInterrupts<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const abort = (name: NodeJS.Signals) => controller.abort(new Error(`interrupted by ${name}`));
  for (const name of signals) process.on(name, abort);
  try {
    return await work(controller.signal);
  } finally {
    for (const name of signals) process.off(name, abort);
  }
}
