import { IDIOMS } from './oracles/idiom.js';
import { FAILURES } from './oracles/judge.js';

/**
 * @typedef {import('./oracles/judge.js').Verdict} Verdict
 * @typedef {{ id: string, index: number, tags: string[], verdict: Verdict, signature: string, detail: string, rules: string[] }} Result
 */

/** Figures of a run: verdicts in all and by tag, findings that were false alarms by rule, idioms by tag. */
export class Report {
  constructor() {
    /** @type {Result[]} */
    this.results = [];
    /** @type {Map<string, Map<string, number>>} */
    this.idioms = new Map();
  }

  /** @param {Result} result */
  add(result) {
    this.results.push(result);
  }

  /** @param {string} tag @param {string} idiom */
  addIdiom(tag, idiom) {
    bump(at(this.idioms, tag), idiom);
  }

  /** @param {(r: Result) => string[]} group */
  #count(group) {
    /** @type {Map<string, Map<string, number>>} */
    const table = new Map();
    for (const result of this.results) for (const name of group(result)) bump(at(table, name), result.verdict);
    return table;
  }

  /** @param {import('./constructs/define.js').Construct[]} constructs */
  toJson(constructs) {
    const plain = (/** @type {Map<string, Map<string, number>>} */ table) =>
      Object.fromEntries([...table].sort().map(([k, v]) => [k, Object.fromEntries(v)]));
    const verdicts = Object.fromEntries(this.#count(() => ['all']).get('all') ?? []);
    /** @type {Map<string, number>} */
    const falseAlarms = new Map();
    for (const r of this.results)
      if (r.verdict === 'false-alarm') for (const rule of new Set(r.rules)) bump(falseAlarms, rule);
    const bad = this.results.filter((r) => FAILURES.includes(r.verdict) || r.verdict === 'invalid');
    return {
      programs: this.results.length,
      verdicts,
      falseAlarms: Object.fromEntries(falseAlarms),
      tags: plain(this.#count((r) => r.tags)),
      idioms: plain(this.idioms),
      idiomScore: this.#idiomScore(constructs),
      failures: bad,
      falseAlarmed: this.results
        .filter((r) => r.verdict === 'false-alarm')
        .map(({ index, tags, detail }) => ({ index, tags, detail })),
      reported: this.results
        .filter((r) => r.verdict === 'reported')
        .map(({ id, tags, rules, signature }) => ({ id, tags, rules, signature })),
    };
  }

  /** Share of the constructs with an idiomatic form that came out without holder, createRequire or kept file. @param {import('./constructs/define.js').Construct[]} constructs */
  #idiomScore(constructs) {
    const measured = constructs.filter((c) => c.idiom && this.idioms.has(c.tag));
    const fallback = measured.filter((c) =>
      ['kept', 'holder', 'createRequire'].some((i) => this.idioms.get(c.tag)?.has(i)),
    );
    return {
      measured: measured.length,
      idiomatic: measured.length - fallback.length,
      fallback: fallback.map((c) => c.tag),
    };
  }

  /** @param {import('./constructs/define.js').Construct[]} constructs @returns {string} */
  toText(constructs) {
    const json = this.toJson(constructs);
    const lines = [
      `${json.programs} programs: ${Object.entries(json.verdicts)
        .map(([v, n]) => `${n} ${v}`)
        .join(', ')}`,
    ];
    const rules = Object.entries(json.falseAlarms);
    if (rules.length) lines.push(`false alarms by rule: ${rules.map(([rule, n]) => `${rule} ${n}`).join(', ')}`);
    const wrong = Object.entries(json.tags).filter(([, v]) => FAILURES.some((f) => v[f]));
    if (wrong.length)
      lines.push(
        '',
        'tags with failures:',
        ...wrong.map(
          ([tag, v]) =>
            `  ${tag.padEnd(36)} ${Object.entries(v)
              .map(([k, n]) => `${n} ${k}`)
              .join(', ')}`,
        ),
      );
    if (json.idiomScore.measured) {
      const { measured, idiomatic, fallback } = json.idiomScore;
      lines.push(
        '',
        `idiomatic: ${idiomatic} of ${measured} constructs that have an idiomatic form${fallback.length ? `; fallback: ${fallback.join(' ')}` : ''}`,
      );
      const totals = IDIOMS.map((i) => `${i} ${[...this.idioms.values()].reduce((n, m) => n + (m.get(i) ?? 0), 0)}`);
      lines.push(`forms of tagged files: ${totals.join(', ')}`);
    }
    return lines.join('\n');
  }
}

/** @param {Map<string, number>} counts @param {string} name */
function bump(counts, name) {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

/** @param {Map<string, Map<string, number>>} table @param {string} name */
function at(table, name) {
  const found = table.get(name) ?? new Map();
  table.set(name, found);
  return found;
}
