import { makeRandom } from '../random.js';
import { cloned, overridden, sharedPrivate } from './entities/augmentation.js';
import { objectModule, revealing } from './entities/modules.js';
import { made, namespace } from './entities/namespaces.js';
import { implied, plainClass, plainFunction, variable } from './entities/plain.js';
import { universal } from './entities/universal.js';
import { Program } from './program.js';
import { generateScattered } from './scattered.js';
import { guarded, use } from './uses.js';

/** What a program may be made of, with the names that it goes by. */
const KINDS = /** @type {const} */ ([
  [variable, ['count', 'mode', 'table', 'state']],
  [plainFunction, ['fmt', 'run', 'total']],
  [plainClass, ['Shape', 'Item']],
  [revealing, ['Counter', 'Store']],
  [objectModule, ['Config', 'Util']],
  [namespace, ['App', 'lib']],
  [namespace, ['NS', 'game']],
  [made, ['Kit', 'tools']],
  [overridden, ['Mod', 'shop']],
  [overridden, ['Chain', 'Deep']],
  [sharedPrivate, ['Vault', 'Safe']],
  [cloned, ['Copy', 'Twin']],
  [universal, ['uni', 'Lib']],
  [implied, ['score', 'lives']],
]);

/**
 * A random program of classic scripts that share globals. A third of them use globals without knowing whether they are
 * there (`scattered.js`); the others know, so that they run to their end.
 * @param {string | number} seed
 * @param {number} index
 * @returns {Map<string, string>} files by path, pages among them
 */
export function generatePages(seed, index) {
  const r = makeRandom('script-pages', seed, index);
  if (index % 4 === 3) return generateScattered(r);
  const p = new Program(r);
  const kinds = r.shuffle(KINDS).slice(0, 2 + r.int(4));
  for (const [make, names] of kinds) {
    if (make === implied && r.chance(0.5)) continue;
    for (const name of names.slice(0, 1 + r.int(2))) p.add(make(p, name));
  }
  p.addPages();
  const files = new Map(p.names.map((name, i) => [name, fileText(p, i)]));
  if (r.chance(0.04)) breakAtLoad(p, files);
  const extended = [...files.values()].some((text) => text.includes('extend('));
  p.pages.forEach((order, i) =>
    files.set(['index.html', 'other.html', 'third.html'][i], pageText(p, order, extended ? ['js/extend.js'] : [])),
  );
  if (extended)
    files.set(
      'js/extend.js',
      'function extend(to, from) {\n  for (var key in from) to[key] = from[key];\n  return to;\n}\n',
    );
  files.set('package.json', '{ "name": "pages", "private": true }\n');
  return files;
}

/** @param {Program} p @param {number} file */
function fileText(p, file) {
  const { r } = p;
  /** @type {string[][]} */
  const blocks = [];
  for (const entity of p.entities) {
    entity.parts.forEach((part, i) => {
      if (entity.at?.[i] !== file) return;
      blocks.push(part(file));
      entity.done = (entity.done ?? 0) + 1;
      if (r.chance(0.2)) blocks.push(use(p, file));
    });
  }
  const count = r.int(4);
  for (let i = 0; i < count || blocks.length === 0; i++) blocks.push(use(p, file));
  if (r.chance(0.06)) blocks.push([`var i = ${r.int(5)};`, `log('i', i);`]);
  if (r.chance(0.06)) blocks.push(['function helper() {', `  return ${r.int(9)};`, '}', `log(helper());`]);
  const gap = r.chance(0.5) ? '\n\n' : '\n';
  return `${r.chance(0.06) ? "'use strict';\n" : ''}${blocks.map((b) => b.join('\n')).join(gap)}\n`;
}

/** @param {Program} p @param {number[]} order @param {string[]} first files before all others */
function pageText(p, order, first) {
  const { r } = p;
  const lines = ['<!doctype html>', '<title>pages</title>', ...first.map((f) => `<script src="${f}"></script>`)];
  const complete = p.entities.filter((e) => (e.at ?? []).every((f) => order.includes(f)));
  if (complete.length > 0 && r.chance(0.15)) {
    const read = r.pick(r.pick(complete).reads).replace(/"/g, "'");
    lines.push(`<button onclick="log('click', ${read})">x</button>`);
  }
  if (r.chance(0.1)) lines.push(`<script>\n  var CONFIG = { level: ${r.int(9)} };\n</script>`);
  for (const file of order) {
    lines.push(`<script src="${p.names[file]}"></script>`);
    if (r.chance(0.04)) lines.push(`<script>\n  ${guarded(p, r.pick(p.entities)).join('\n  ')}\n</script>`);
  }
  if (complete.length > 0 && r.chance(0.3))
    lines.push(`<script>\n  log('inline', ${r.pick(r.pick(complete).reads)});\n</script>`);
  return `${lines.join('\n')}\n`;
}

/** One script that throws while it loads. @param {Program} p @param {Map<string, string>} files */
function breakAtLoad(p, files) {
  const { r } = p;
  const name = r.pick(p.names);
  const text = files.get(name) ?? '';
  const entity = r.pick(p.entities);
  const line = r.pick([
    `throw new Error('stop');`,
    `missing();`,
    `log(${entity.name}.none.deep);`,
    r.pick(entity.reads) + ';',
  ]);
  files.set(name, r.chance(0.5) ? `${text}${line}\n` : `${line}\n${text}`);
}
