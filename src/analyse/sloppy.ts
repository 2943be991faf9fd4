import type * as t from '@babel/types';
import type { SloppyFact } from './facts.js';
import type { ScopeInfo } from './scope.js';
import type { Node } from './tree.js';
import { findArgumentsObjects } from './sloppy/arguments-object.js';
import { findBlockFunctions } from './sloppy/block-functions.js';
import { findCollectionWrites } from './sloppy/collection-writes.js';
import { SloppyContext } from './sloppy/context.js';
import { findDuplicates } from './sloppy/duplicates.js';
import { findEarlyErrors, findNewTargets } from './sloppy/early-errors.js';
import { findEvals } from './sloppy/evals.js';
import { findFailingWrites } from './sloppy/failing-writes.js';
import { findPrimitiveWrites } from './sloppy/primitive-writes.js';
import { findImplicitGlobals, findOwnNameWrites } from './sloppy/globals.js';
import { findRequireForms } from './sloppy/require-forms.js';
import { findReservedNames } from './sloppy/reserved-names.js';
import { findThisValues } from './sloppy/this-values.js';
import { findTopLevelReturns } from './sloppy/top-level-return.js';

/**
 * Finds what a module would reject or run differently (every module is strict code, ECMA-262 11.2.2), where syntax shows
 * it, with the edits that keep its meaning. Code under a 'use strict' directive is immune to all but a module's own rules.
 * @param hasErrors the text has early errors as a module
 * @param isUnbound whether other files call a function without an object
 */
export function findSloppy(
  file: Pick<t.File, 'program' | 'comments'>,
  source: string,
  scopes: ScopeInfo,
  hasErrors: boolean,
  isUnbound: (fn: Node) => boolean = () => false,
): SloppyFact[] {
  const context = new SloppyContext(file, source, scopes);
  if (hasErrors) {
    findEarlyErrors(context);
    findDuplicates(context);
    findReservedNames(context);
  }
  findNewTargets(context);
  findEvals(context);
  if (!context.isStrictFile) {
    findBlockFunctions(context);
    findImplicitGlobals(context);
    findOwnNameWrites(context);
    findThisValues(context, isUnbound);
    findArgumentsObjects(context);
    findFailingWrites(context);
    findPrimitiveWrites(context);
    findCollectionWrites(context);
  }
  findRequireForms(context);
  findTopLevelReturns(context);
  return context.found.sort((a, b) => a.range.start - b.range.start);
}
