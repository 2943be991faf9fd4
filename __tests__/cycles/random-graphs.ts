/** A small seeded generator (mulberry32): the same graphs on every machine. */
export function random(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * n);
  };
}

type Int = (n: number) => number;

const kinds = ['f', 'c', 'K', 'v'] as const;

/**
 * The files of one program: modules that require each other in cycles, with reads of each other's members at load and in
 * functions, members assigned before, between and after the requires. Each logs what it sees.
 */
export function randomGraph(folder: string, int: Int): Record<string, string> {
  const count = 2 + int(4);
  const files: Record<string, string> = {};
  for (let i = 0; i < count; i++) {
    const targets = [...new Set(Array.from({ length: 1 + int(2) }, () => int(count)))].filter((t) => t !== i);
    files[`${folder}/m${i}.js`] = moduleText(i, targets, int);
  }
  files[`${folder}/main.js`] =
    `const m0 = require('./m0');\nglobalThis.LOG.push(typeof m0, m0 && typeof m0.late);\n` +
    `try {\n  globalThis.LOG.push(m0.late());\n} catch (error) {\n  globalThis.LOG.push(error.name);\n}\n`;
  return files;
}

function moduleText(self: number, targets: number[], int: Int): string {
  const isClass = int(6) === 0;
  const assignments = isClass ? classLines(self) : memberLines(self, int);
  const requires = targets.map((t) => requireLine(t, int));
  const destructured = targets.filter((t, i) => requires[i]!.startsWith('const {') && t >= 0);
  const early = targets.filter(() => int(3) === 0).map((t) => readLine(access(t, destructured, int)));
  const barrier = int(4) === 0 ? [`globalThis.LOG.push('${self} runs');`] : [];
  const late = targets.map((t) => `log.push(typeof ${access(t, destructured, int)});`);
  const lateFunction = `late = function () {\n  const log = [];\n  ${late.join('\n  ')}\n  return log.join();\n};`;
  const object = isClass ? 'module.exports' : 'exports';
  const body = shuffleKeepingOrder([assignments, requires, barrier], int);
  return [...body, ...early, `${object}.${lateFunction}`, `globalThis.LOG.push('${self} done');`, ''].join('\n');
}

function classLines(self: number): string[] {
  return [`class M${self} {}`, `module.exports = M${self};`];
}

function memberLines(self: number, int: Int): string[] {
  const lines = {
    f: `exports.f = function () {\n  return ${self};\n};`,
    c: `exports.c = ${self};`,
    K: `exports.K = class {};`,
    v: `const v${self} = 'v${self}';\nexports.v = v${self};`,
  };
  return kinds.filter(() => int(3) > 0).map((k) => lines[k]);
}

function requireLine(target: number, int: Int): string {
  return int(3) === 0
    ? `const { c: c${target}, f: f${target} } = require('./m${target}');`
    : `const m${target} = require('./m${target}');`;
}

function access(target: number, destructured: number[], int: Int): string {
  if (destructured.includes(target)) return int(2) === 0 ? `c${target}` : `f${target}`;
  return int(5) === 0 ? `m${target}` : `m${target}.${kinds[int(kinds.length)]}`;
}

function readLine(expression: string): string {
  return `globalThis.LOG.push(typeof ${expression});`;
}

/** Interleaves lists at random; each keeps its own order. */
function shuffleKeepingOrder(lists: string[][], int: Int): string[] {
  const rest = lists.map((l) => [...l]).filter((l) => l.length > 0);
  const result: string[] = [];
  while (rest.length > 0) {
    const index = int(rest.length);
    result.push(rest[index]!.shift()!);
    if (rest[index]!.length === 0) rest.splice(index, 1);
  }
  return result;
}
