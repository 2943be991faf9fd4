import { compareVersions, lowestOf, type NodeVersion } from '../../discover/floor.js';

/**
 * The Node versions that the output needs: those on which require() loads ES modules without a flag, and reads their
 * 'module.exports' export, or those on which it also loads what an import has linked (see `linked-loads.ts`).
 */
export const neededRange = {
  modules: { range: '^20.19.0 || >=22.12.0', why: 'require() of an ES module works from there on' },
  linked: {
    range: '^20.19.6 || ^22.18.0 || >=24.2.0',
    why: 'require() of an ES module that an import has linked, but not run yet, works from there on',
  },
} as const;

const inNode20: NodeVersion = [20, 19, 0];
const node21: NodeVersion = [21, 0, 0];
const inNode22: NodeVersion = [22, 12, 0];

/**
 * True when a range of `engines.node` admits, at its lower end, a Node that cannot require() ES modules. `>=20.19.0`
 * passes: it is how packages commonly write this floor, although it lets in the odd releases before 22.12.
 */
export function admitsOlder(range: string): boolean {
  return range.split('||').some((part) => {
    const low = lowestOf(part);
    if (low === null || compareVersions(low, inNode20) < 0) return true;
    return compareVersions(low, node21) >= 0 && compareVersions(low, inNode22) < 0;
  });
}
