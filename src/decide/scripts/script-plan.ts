import type { CloneLoop } from '../../analyse/scripts/clone-loops.js';
import type { NamespaceInit } from '../../analyse/scripts/namespace-init.js';
import type { Access } from '../../analyse/scripts/script-facts.js';
import type { Counted } from './script-counts.js';
import type { Iife } from '../../analyse/scripts/iife.js';
import type { Node } from '../../analyse/tree.js';
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

/** One member of a namespace that becomes an export. */
export interface Member {
  /** The script that sets it; a path with `HELPER` before it for a module that the run adds. */
  id: string;
  key: string;
  /** Its name in that module. */
  local: string;
  /** The statement that sets it; null for one that only functions set. */
  statement: t.Statement | null;
  /** Its value as written; null where the value is `{}` or nothing. */
  value: Node | null;
  /**
   * `statement`: `NS.x = value;`. `return`: in the literal that a function returns. `object`: in the literal of the
   * variable that it returns. `shared`: `NS.x = NS.x || {}` of several scripts. `declared`: set by functions only.
   * `copied`: by a loop over another namespace.
   */
  from: 'statement' | 'return' | 'object' | 'shared' | 'declared' | 'copied';
  /** The value is a variable of the module. */
  isBinding: boolean;
  /** Its script sets it again. */
  live: boolean;
  /** A later script sets it again, around this value. */
  overridden: boolean;
}

/**
 * How a script reaches the members: as `NS.x` of a namespace import, or by names of their own; `hidden`: uses where the
 * name of a member means something else, which need a namespace import of the script itself.
 */
export type ReaderForm =
  { kind: 'namespace'; from: string } | { kind: 'named'; locals: Map<Member, string>; hidden: Set<Access> };

/** A namespace without an object. */
export interface MembersPlan {
  members: Member[];
  /** The scripts that set members. */
  parts: string[];
  /** By script. */
  forms: Map<string, ReaderForm>;
  /** The module that exports all members again, with `HELPER` before its path; null when there is one part. */
  facade: string | null;
  /** Which member a read or a write means. */
  targets: Map<Access, Member>;
  /** The variable that the function which makes the namespace fills and returns. */
  made: MadeObject | null;
  /** The loop that copies another namespace into it. */
  clone: Clone | null;
  /** The scripts that copy it into another namespace. */
  clonedBy: Set<string>;
  /** Where scripts take or make an object that they share. */
  shared: Map<Member, SharedInit[]>;
  /** What goes, by script: `var C = NS`, `var old = NS.x`, the mark of a compiled module. */
  dropped: Map<string, Set<t.VariableDeclarator | t.ExpressionStatement>>;
}

/** `for (key in old) my[key] = old[key]` of the function that makes a namespace. */
export interface Clone {
  id: string;
  loop: CloneLoop;
  /** The namespace that it copies. */
  from: string;
  /** What each copy is one of. */
  of: Map<Member, Member>;
}

/** `NS.x = NS.x || {};`, with the variable of `var x = NS.x = NS.x || {};`. */
export interface SharedInit {
  id: string;
  statement: t.Statement;
  variable: string | null;
}

/** `var my = {…}; my.x = …; return my;` of the function that makes a namespace. */
export interface MadeObject {
  id: string;
  declarator: t.VariableDeclarator;
  /** What is done with the variable, as accesses of the namespace. */
  accesses: Access[];
}

/** How the program keeps one former global. */
export interface GlobalPlan {
  name: string;
  /** The scripts whose variable it is: others may have one of the same name on other pages. */
  scripts: ReadonlySet<string>;
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
  /** What its values are, for code that counts them. */
  counted: Counted;
  /** Nothing ever gives it a second value. */
  setOnce: boolean;
  /** Accesses that go on reading the global object. */
  viaGlobal: Set<Access>;
  /** A classic script declares it with let, const or class: it is no property of the global object. */
  lexical: boolean;
  /** For the mode `members`. */
  members: MembersPlan | null;
  /** Why it is not a plain export. */
  reason: string | null;
}

/** The plans of all globals. */
export class GlobalPlans {
  private readonly byName = new Map<string, GlobalPlan[]>();

  constructor(private readonly plans: readonly GlobalPlan[]) {
    for (const plan of plans) this.byName.set(plan.name, [...(this.byName.get(plan.name) ?? []), plan]);
  }

  /** What a name means in a script. */
  get(name: string, id: string): GlobalPlan | undefined {
    return this.byName.get(name)?.find((plan) => plan.scripts.has(id));
  }

  values(): readonly GlobalPlan[] {
    return this.plans;
  }

  /** Those that a script has to do with. */
  of(id: string): GlobalPlan[] {
    return this.plans.filter((plan) => plan.scripts.has(id));
  }
}

/** What to do with the immediately called function of one statement. */
export interface UnwrapPlan {
  iife: Iife;
  /** The global whose value the function returns, exported under that name from the returned binding. */
  returns: { name: string; local: string; object: boolean } | null;
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
  globals: GlobalPlans;
  unwraps: Map<string, UnwrapPlan[]>;
}
