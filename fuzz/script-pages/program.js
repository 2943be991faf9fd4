/**
 * A random program of script tags in the making: files, the pages that load them, and the globals that are spread over
 * the files. A global knows where its parts stand, so that a use knows whether it is there.
 * @typedef {object} Entity
 * @property {string} name
 * @property {((at: number) => string[])[]} parts text of each part, made when its file is written
 * @property {boolean} [anyOrder] its parts may stand in any order
 * @property {boolean} [lexical] no property of the window
 * @property {string[]} reads expressions that are right once it is complete
 * @property {string[]} [writes] statements that are right once it is complete
 * @property {string[]} [values] expressions without effects that are right once it is complete
 * @property {number[]} [at] the file of each part
 * @property {number} [done] how many parts are written
 */

/** @param {import('../random.js').Random} r */
export class Program {
  constructor(r) {
    this.r = r;
    this.count = 2 + r.int(5);
    this.names = Array.from({ length: this.count }, (_, i) => `js/f${i}.js`);
    /** File numbers by page, in script order. @type {number[][]} */
    this.pages = [this.names.map((_, i) => i)];
    /** @type {Entity[]} */
    this.entities = [];
    this.serial = 0;
  }

  /** Other pages of the project: the same scripts, some of them, another order; each script finds what it adds to. */
  addPages() {
    const { r } = this;
    const more = r.chance(0.3) ? (r.chance(0.25) ? 2 : 1) : 0;
    for (let tries = 0; this.pages.length <= more && tries < 20; tries++) {
      const all = this.names.map((_, i) => i);
      const order = r.chance(0.4) ? r.shuffle(all) : all.filter(() => r.chance(0.8));
      if (order.length > 0 && this.entities.every((e) => finds(e, order))) this.pages.push(order);
    }
  }

  /** @param {Entity} entity */
  add(entity) {
    const { r } = this;
    const at = entity.parts.map(() => r.int(this.count));
    entity.at = entity.anyOrder ? at : at.sort((a, b) => a - b);
    entity.done = 0;
    this.entities.push(entity);
    return entity;
  }

  /**
   * Whether a global is complete when a file runs, on every page that loads the file. `later`: once all scripts have run.
   * @param {Entity} entity @param {number} file
   */
  isThere(entity, file, later = false) {
    const at = entity.at ?? [];
    if (!later && at.some((f, i) => f === file && i >= (entity.done ?? 0) && !entity.anyOrder)) return false;
    if (!later && entity.anyOrder && at.includes(file)) return false;
    return this.pages.every((order) => {
      const here = order.indexOf(file);
      return here < 0 || at.every((f) => order.includes(f) && (later || order.indexOf(f) <= here));
    });
  }

  /** Globals that are complete for code that runs while a file loads. @param {number} file */
  there(file) {
    return this.entities.filter((e) => this.isThere(e, file));
  }

  /** An expression for a function body: right whenever the function can run. @param {number} file @param {string} [not] */
  body(file, not) {
    const { r } = this;
    const there = this.there(file).filter((e) => e.name !== not);
    const e = there.length > 0 && r.chance(0.6) ? r.pick(there) : null;
    const reads = e?.reads.filter((read) => !read.startsWith('this.')) ?? [];
    if (reads.length > 0) return r.pick(reads);
    const any = r.pick(this.entities);
    return any && r.chance(0.3) ? `typeof ${any.name}` : `${r.int(90)}`;
  }

  tag() {
    return this.serial++;
  }
}

/** Whether each part of a global on a page stands behind the parts it needs. @param {Entity} entity @param {number[]} order */
function finds({ at = [], anyOrder }, order) {
  const places = at.map((file) => order.indexOf(file));
  if (anyOrder) return true;
  const last = places.findLastIndex((place) => place >= 0);
  return places.slice(0, last + 1).every((place, i) => place >= 0 && (i === 0 || place >= places[i - 1]));
}

/** @param {string[]} lines */
export const indented = (lines) => lines.map((line) => line.replace(/^(?=.)/gm, '  '));
