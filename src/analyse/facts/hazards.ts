import type { Range } from '../../range.js';
import type { When } from './when.js';

/** What a hazard is, and what its `name` says. */
export type HazardKind =
  | 'main-module' // process.mainModule
  | 'parent-chain' // module.parent is followed upwards
  | 'parent-object' // more is asked of module.parent than which file it is
  | 'schedule' // name: process.nextTick, promises, setImmediate, setTimeout (without a delay), stdin, or origin (of errors)
  | 'stack' // the text or the file names of a stack trace; name: what is read
  | 'stack-name' // a call whose result is the name of a file of the stack
  | 'cache' // require.cache; name: list, read, write or delete
  | 'extensions' // require.extensions is set; name: the extension
  | 'export-equals' // TypeScript's `export = value`
  | 'loop-request' // a request in a loop
  | 'shown-path' // what require.resolve() gives is printed, compared, cut or handed on
  | 'name-read' // f.name of a top-level binding, or f printed; name: the binding
  | 'failing-read' // null.x
  | 'prototype-test'; // 'prototype' in f

/** A place that may tell an ES module from a CommonJS one, or see the change in how modules load. */
export interface HazardFact {
  kind: HazardKind;
  range: Range;
  unit: number;
  when: When;
  name: string | null;
  request: number | null;
}
