import { posix } from 'node:path';
import { findNodeAtLocation, parseTree, type Node, type ParseError } from 'jsonc-parser';

const configJson = [
  /^\.(eslintrc|nycrc|mocharc|lintstagedrc|babelrc|c8rc|stylelintrc|swcrc|commitlintrc|huskyrc|releaserc|prettierrc|taprc|jsdoc)(\.jsonc?)?$/,
  /^([jt]sconfig|jest|nodemon|jasmine|jsdoc|typedoc|babel|ava|c8|nyc|karma|launch)([.-][\w.-]*)?\.json$/,
];
const configText = [
  /^\.(eslintrc|mocharc|nycrc|lintstagedrc|taprc|c8rc)\.ya?ml$/,
  /^mocha\.opts$/,
  /^(Makefile|Procfile|Dockerfile)$/,
];

/** True for a tool's configuration in JSON (or in a file without extension that is JSON or YAML). */
export function isConfigJson(path: string): boolean {
  return configJson.some((name) => name.test(posix.basename(path)));
}

/** True for a tool's configuration whose words may be file names: YAML, options, make rules. */
export function isConfigText(path: string): boolean {
  return configText.some((name) => name.test(posix.basename(path)));
}

/** The folder that a configuration says its names are relative to: jasmine's `spec_dir`, jest's `rootDir`. */
export function ownFolder(json: Node): string | null {
  for (const name of ['spec_dir', 'rootDir']) {
    const node = findNodeAtLocation(json, [name]);
    if (node?.type === 'string' && /^[\w@.-]/.test(String(node.value))) return posix.normalize(String(node.value));
  }
  return null;
}

/** The tree of a JSON text, comments and trailing commas let through; null when it is something else (YAML). */
export function looseJson(text: string): Node | null {
  const errors: ParseError[] = [];
  // A byte order mark counts as one unit of space, so that offsets stay those of the text.
  const tree = parseTree(text.replace(/^\uFEFF/, ' '), errors, { allowTrailingComma: true });
  return errors.length > 0 ? null : (tree ?? null);
}
