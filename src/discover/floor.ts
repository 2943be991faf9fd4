import { UserError } from '../finding.js';

export type NodeVersion = [number, number, number];

/** The first Node with require() of ES modules in its oldest supported line: what is assumed where nothing is said. */
const defaultFloor: NodeVersion = [20, 19, 0];

/**
 * The lowest Node version to support, and whether it is fixed: by `--node`, by an `engines.node` that names only versions
 * whose require() loads ES modules, or because the Node that runs this is itself too old for what a newer one could do.
 * Otherwise the run may raise it where its output needs a newer one.
 * @param option the value of `--node`, or null
 * @param range `engines.node` of the root package
 * @param running the version of the Node that runs this
 * @throws {UserError} when the option is not a version
 */
export function nodeFloor(
  option: string | null,
  range: string | undefined,
  running: string,
): { floor: NodeVersion; isFixed: boolean } {
  if (option !== null) {
    const floor = lowestOf(option);
    if (floor === null) throw new UserError(`--node: not a Node version: ${option}`);
    return { floor, isFixed: true };
  }
  const lowest = range === undefined ? null : lowestOf(range);
  const isChosen = lowest !== null && compareVersions(lowest, defaultFloor) >= 0;
  return {
    floor: lowest ?? defaultFloor,
    isFixed: isChosen || refusesLinkedModules(lowestOf(running) ?? defaultFloor),
  };
}

/**
 * True where require() refuses an ES module that a static import elsewhere has linked but not run yet
 * (ERR_REQUIRE_CYCLE_MODULE; R01, R03): before 20.19.6, 22.18 and 24.2.
 */
export function refusesLinkedModules([major, minor, patch]: NodeVersion): boolean {
  if (major === 20) return minor < 19 || (minor === 19 && patch < 6);
  return major < 22 || (major === 22 && minor < 18) || major === 23 || (major === 24 && minor < 2);
}

/** The lowest version that a semver range admits; null when the range says nothing about a lowest one. */
export function lowestOf(range: string): NodeVersion | null {
  const floors = range.split('||').map(lowestOfComparators);
  if (floors.some((floor) => floor === null)) return null;
  return floors.reduce((low, floor) => (low === null || compareVersions(floor!, low) < 0 ? floor : low), null);
}

/** The lowest version of one `||` part: the highest of its lower bounds (`>=18 <21`, `^18.2`, `16.x`, `14 - 18`). */
function lowestOfComparators(part: string): NodeVersion | null {
  let low: NodeVersion | null = null;
  const text = part.replace(/\s-\s.*$/, '').trim();
  for (const [, operator = '', major, minor, patch] of text.matchAll(
    /([<>]=?|[\^~=v]*)\s*v?(\d+)(?:\.(\d+|[xX*]))?(?:\.(\d+|[xX*]))?/g,
  )) {
    if (operator.startsWith('<')) continue;
    const version: NodeVersion = [Number(major), number(minor), number(patch)];
    if (low === null || compareVersions(version, low) > 0) low = version;
  }
  return low;
}

function number(part: string | undefined): number {
  return part === undefined || /[xX*]/.test(part) ? 0 : Number(part);
}

/** Negative, zero or positive, as for sorting. */
export function compareVersions(a: NodeVersion, b: NodeVersion): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
