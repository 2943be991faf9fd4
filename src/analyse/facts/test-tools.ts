import type { Range } from '../../range.js';
import type { When } from './when.js';

/** `jest.mock('./a', factory)`, `proxyquire('./a', { './b': stub })`: a call whose first argument is a string. */
export interface StringCallFacts {
  /** The request whose module is called, or the name of the variable that no binding answers. */
  root: { name: string; request: number | null };
  /** The last member of the callee: `mock`. */
  method: string | null;
  methodRange: Range | null;
  specifier: string;
  /** The string, with its quotes. */
  argument: Range;
  range: Range;
  unit: number;
  when: When;
  statement: number;
  /** The call is a statement of the file's top level. */
  isStatement: boolean;
  hasSecond: boolean;
  /** The keys of an object given as second argument. */
  keys: { key: string; range: Range }[];
  /** The second argument has other keys than those. */
  hasOtherKeys: boolean;
  /** Keys of the object that a function given as second argument returns, when all are known. */
  returns: string[] | null;
}

/** A function that a test runner calls, and whose promise it waits for unless the function takes a callback. */
export interface TestCallback {
  unit: number;
  hasParameters: boolean;
  /** Where it starts: `async ` may go there. */
  at: number;
  async: boolean;
}
