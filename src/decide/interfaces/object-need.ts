import type { UseFacts } from '../../analyse/facts.js';

/**
 * What a consumer's uses ask of the module. Null: nothing more than its names.
 * @param keys the names that the module exports, where the use of any other member counts
 */
export function objectNeed(uses: UseFacts[], keys?: ReadonlySet<string>): 'default' | 'object' | null {
  let need: 'default' | 'object' | null = null;
  const inherits = (key: string | null): boolean => key !== null && keys?.has(key) === false && isOther(key);
  for (const use of uses) {
    if (inherits(use.key) || use.keys?.some(inherits)) need = 'default';
    switch (use.kind) {
      case 'write':
      case 'delete':
      case 'computed-write':
      case 'patch':
      case 'escape':
        return 'object';
      case 'in':
      case 'enumerate':
      case 'inspect':
      case 'call':
      case 'construct':
      case 'extends':
      case 'export-member':
      case 'reexport':
      case 'assign':
        need = 'default';
        break;
      case 'destructure':
        if (use.keys === null) need = 'default';
        break;
    }
  }
  return need;
}

/** Members that an exports object has from Object.prototype, and a namespace has not (E04), or that only a namespace may have. */
const isOther = (key: string): boolean => key in Object.prototype || key === 'default' || key === 'module.exports';

/** What a use that asks for one real object does, in words. */
export function objectText(use: UseFacts | undefined): string {
  switch (use?.kind) {
    case 'write':
    case 'computed-write':
      return `writes to its exports${use.key === null ? '' : ` ('${use.key}')`}`;
    case 'delete':
      return 'deletes from its exports';
    case 'patch':
      return 'hands its exports to a function that writes to them';
    default:
      return 'passes its exports on as an object';
  }
}

/** What a use that asks for the exports as a whole does, in words. */
export function wholeText(use: UseFacts | undefined): string {
  switch (use?.kind) {
    case 'call':
      return 'calls what it exports';
    case 'construct':
    case 'extends':
      return 'uses what it exports as a class';
    case 'enumerate':
    case 'in':
      return 'lists the keys of its exports';
    default:
      return 'uses its exports as a whole';
  }
}
