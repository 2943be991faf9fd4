import type { Access, NamespaceInit } from '../analyse/script-facts.js';
import type { Iife } from '../analyse/iife.js';
import type { Node } from '../analyse/scope.js';
import type * as t from '@babel/types';

/** Where a global gets its value. */
export type Definition =
  /** `var X`, `function X` at the top level. */
  | { kind: 'declared' }
  /** `window.X = value` as a statement of the module's top level. */
  | { kind: 'write'; access: Access; statement: t.ExpressionStatement; value: Node }
  /** `X = value` without a declaration anywhere. */
  | { kind: 'implied' }
  /** `NS = NS || {}`. */
  | { kind: 'init'; init: NamespaceInit };

/** How the program keeps one former global. */
export interface GlobalPlan {
  name: string;
  /**
   * `export`: a binding that its owner exports; `namespace`: one object, made by its owner, that the other scripts fill;
   * `members`: no object any more, its members are the exports; `global`: stays a property of the global object;
   * `private`: several scripts have one of that name, each for itself.
   */
  mode: 'export' | 'namespace' | 'members' | 'global' | 'private';
  /** The script that exports it; a path with `HELPER` before it for a module that the run adds. */
  owner: string | null;
  definition: Definition | null;
  /** The owner also writes it to the global object, for the code that can only read it there. */
  bridge: boolean;
  /** Written by another script: the name of the function that does it. */
  setter: string | null;
  /** Accesses that go on reading the global object. */
  viaGlobal: Set<Access>;
  /** A classic script declares it with let, const or class: it is no property of the global object. */
  lexical: boolean;
  /** Why it is not a plain export. */
  reason: string | null;
}

/** What to do with the immediately called function of one statement. */
export interface UnwrapPlan {
  iife: Iife;
  /** The global whose value the function returns, exported under that name from the returned binding. */
  returns: { name: string; local: string } | null;
  /** Parameters: dropped, renamed to what they stand for, or declared. */
  params: { name: string; action: 'drop' | 'rename' | 'declare'; to: string; value: Node | null; written: boolean }[];
}

/** Why a script stays classic; `sync`: it must also run where it stands, so that all before it stay too. */
export interface Refusal {
  level: 'deferred' | 'sync';
}

export interface ScriptsPlan {
  /** Ids of scripts that become modules. */
  modules: Set<string>;
  classic: Map<string, Refusal>;
  globals: Map<string, GlobalPlan>;
  unwraps: Map<string, UnwrapPlan[]>;
}
