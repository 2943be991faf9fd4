import { cycles } from './cycles.js';
import { bagExports } from './exports-bag.js';
import { dynamicExports } from './exports-dynamic.js';
import { valueExports } from './exports-value.js';
import { freeVariables } from './free-variables.js';
import { formImports } from './imports-form.js';
import { packageImports } from './imports-packages.js';
import { placeImports } from './imports-place.js';
import { targetImports } from './imports-target.js';
import { orderConstructs } from './order.js';
import { packageLevel } from './package-level.js';
import { sloppyConstructs } from './sloppy.js';
import { moreExports } from './exports-more.js';
import { moreImports } from './imports-more.js';
import { uses } from './uses.js';

/** Every construct, one tag each. */
export const constructs = [
  ...bagExports,
  ...dynamicExports,
  ...valueExports,
  ...formImports,
  ...placeImports,
  ...targetImports,
  ...packageImports,
  ...uses,
  ...orderConstructs,
  ...cycles,
  ...freeVariables,
  ...sloppyConstructs,
  ...packageLevel,
  ...moreExports,
  ...moreImports,
];

/**
 * The constructs whose tags match: a name, or a prefix before a dot (`cycle`, `use.write-key`).
 * @param {string[]} wanted empty: all
 * @throws {Error} a tag that matches nothing
 */
export function selectConstructs(wanted) {
  if (wanted.length === 0) return constructs;
  const matches = (/** @type {string} */ tag, /** @type {string} */ w) => tag === w || tag.startsWith(w + '.');
  for (const w of wanted)
    if (!constructs.some((c) => matches(c.tag, w))) throw new Error(`No construct has the tag ${w}.`);
  return constructs.filter((c) => wanted.some((w) => matches(c.tag, w)));
}
