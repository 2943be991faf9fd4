import { isModule } from './link.js';

/**
 * How a converted file reads, the least idiomatic trait first.
 * @typedef {'kept' | 'holder' | 'createRequire' | 'facade' | 'default' | 'named' | 'imports'} Idiom
 */
export const IDIOMS = /** @type {const} */ ([
  'kept',
  'holder',
  'createRequire',
  'facade',
  'default',
  'named',
  'imports',
]);

/** @param {string} text @returns {Idiom} */
function idiomOf(text) {
  if (
    /^\s*(const|let|var) (module|exports|\w*[eE]xports\$?)\s*=\s*\{|^export (default )?function \$exports/m.test(text)
  )
    return 'holder';
  // createRequire that only resolves is how `require.main === module` is said.
  if (/\bcreateRequire\([^)]*\)\(/.test(text)) return 'createRequire';
  if (/\bcreateRequire\(/.test(text) && /\brequire\w*\(/.test(text.replace(/createRequire\(/g, '')))
    return 'createRequire';
  const named =
    /^export (const|let|var|function|async|class|\*)|^export \{(?!\s*\w+ as default(,\s*\w+ as 'module\.exports')?,?\s*\})/m.test(
      text,
    );
  if (/as 'module\.exports'|as "module\.exports"/.test(text)) return 'facade';
  if (/^export default|as default\b/m.test(text)) return named ? 'named' : 'default';
  return named ? 'named' : 'imports';
}

/**
 * The worst idiom among the files that hold a tag's statements.
 * @param {import('../model/program.js').Program} program @param {string} tag @param {Map<string, string>} files after
 * @returns {Idiom | null} null when the tag stands in no module
 */
export function idiomOfTag(program, tag, files) {
  const holds = (/** @type {import('../model/program.js').Module} */ m) =>
    Object.values(m.sections).some((atoms) => atoms.some((a) => a.tag === tag));
  const touched = program.modules.filter(holds);
  if (touched.length === 0) return null;
  const idioms = touched.map((m) => {
    const text = files.get(m.file);
    return text === undefined || !isModule(m.file, files) ? 'kept' : idiomOf(text);
  });
  return IDIOMS[Math.min(...idioms.map((i) => IDIOMS.indexOf(i)))];
}
