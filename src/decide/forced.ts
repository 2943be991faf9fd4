import type { FindingInput } from './findings.js';

/** Files that have to stay CommonJS whatever else is decided, each with the finding that says why. */
export type Forced = Map<string, Omit<FindingInput, 'file'>>;
export type ReadonlyForced = ReadonlyMap<string, Omit<FindingInput, 'file'>>;

/** Those that something new can be done about: deciding again for the others would give the same. */
export function onlyThese(found: ReadonlyForced, isWanted: (path: string) => boolean): Forced {
  return new Map([...found].filter(([path]) => isWanted(path)));
}
