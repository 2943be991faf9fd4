import type { Range } from '../../range.js';
import type { ValueFacts } from './values.js';

/** Effects of a stretch of code, in source order. */
export interface UnitFacts {
  /** The range of the function (of the body of a class, for its fields); the whole file for unit 0. */
  range: Range;
  name: string | null;
  /** Names of members and variables that hold the function; `*`: one that nobody sees. Those of the class for its constructor. */
  storedAs: string[];
  /** A function declaration: it can be called before the code above it has run. */
  isHoisted: boolean;
  usesThis: ValueFacts['usesThis'];
  /** `get x() {}`: reading a member runs it. */
  isGetter: boolean;
  /** Reading or writing a member runs it, also one that a descriptor gives: `Object.defineProperty(o, 'x', { get: … })`. */
  accessor: 'get' | 'set' | null;
  /** Strict whatever the file is: a method of a class, or under a 'use strict' of its own. */
  isStrict: boolean;
  effects: EffectFacts[];
}

/** Who is called. */
export type Callee =
  | { kind: 'unit'; unit: number }
  | { kind: 'binding'; name: string; path: string[] }
  | { kind: 'request'; request: number; path: string[] }
  | { kind: 'global'; path: string[] }
  | { kind: 'method'; name: string; fresh: boolean }
  | { kind: 'unknown' };

/** The object of a method call, made by calling (or constructing) a member of a request: `express.Router().get(…)`. */
export interface MadeFacts {
  request: number;
  /** The member that was called; empty: the module's value itself. */
  maker: string[];
  /** The members that follow, the called one last; those in between may be called, too. */
  methods: string[];
}

export type EffectFacts =
  /** Evaluates the requested module (or reads its cached value). */
  | { kind: 'load'; at: number; request: number }
  /** `plain`: the callee is a bare name, called without an object. */
  | {
      kind: 'call';
      at: number;
      callee: Callee;
      construct: boolean;
      callbacks: number[];
      /** Requests whose value, or a member of it, is handed over: as an argument, as the object of a method, or `inside` of one. */
      passes: { request: number; deep: boolean; given?: true; inside?: true; isReceiver?: true }[];
      plain: boolean;
      made: MadeFacts | null;
    }
  /** Assigns to something that outlives the file's own scope. */
  | {
      kind: 'write';
      at: number;
      to: 'global' | 'request' | 'foreign';
      path: string[];
      request: number | null;
      /** Not to the module's value itself, but to what a member of it holds. */
      deep: boolean;
      /** To what a function of the module gave back. */
      given?: true;
      /** An assignment (or `delete`) to what these keys below the module's value name, `*` a computed one; where they are known. */
      target?: string[];
    }
  /** Reads a value of another module, through a request's binding; key null: the value whole. */
  | { kind: 'read'; at: number; request: number; key: string | null }
  /** Takes a member out of another module's value; `deep`: or looks into such a member. */
  | { kind: 'look'; at: number; request: number; deep: boolean }
  /** Reads the file's own exports. */
  | { kind: 'own'; at: number }
  /** Reads or writes a top-level binding of this file. */
  | { kind: 'local'; at: number; name: string }
  | { kind: 'throw'; at: number }
  | { kind: 'global-read'; at: number; path: string[] };
