import { parse } from '@babel/parser';

/** @param {string} text @returns {string[]} */
function commentsOf(text) {
  const file = parse(text, {
    sourceType: 'unambiguous',
    errorRecovery: true,
    allowReturnOutsideFunction: true,
    allowNewTargetOutsideFunction: true,
    allowUndeclaredExports: true,
  });
  return (file.comments ?? []).map((c) => c.value.replace(/\s+/g, ' ').trim());
}

/**
 * A comment that stood in the package before and nowhere after, or null.
 * @param {Map<string, string>} before @param {Map<string, string>} after
 */
export function lostComment(before, after) {
  const scripts = (/** @type {Map<string, string>} */ files) =>
    [...files].filter(([file]) => /\.[cm]?js$/.test(file) && !file.startsWith('node_modules/'));
  const kept = scripts(after)
    .map(([, text]) => text)
    .join('\n')
    .replace(/\s+/g, ' ');
  for (const [file, text] of scripts(before)) {
    if (after.get(file) === text || !/\/[/*]/.test(text)) continue;
    let comments;
    try {
      comments = commentsOf(text);
    } catch {
      // A file that is no JavaScript has no comments to lose.
      continue;
    }
    const lost = comments.find((comment) => !kept.includes(comment));
    if (lost !== undefined) return `${file}: ${lost}`;
  }
  return null;
}
