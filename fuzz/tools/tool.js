/**
 * What a tool makes of a package. `files` is the whole package afterwards, without node_modules.
 * @typedef {{ rule: string, severity: string, file: string, line: number, message: string }} Finding
 * @typedef {{ files: Map<string, string>, findings: Finding[] }} Migrated
 */

/**
 * The one thing the fuzzer asks of a migration tool.
 * @typedef {object} Tool
 * @property {string} name
 * @property {(dir: string, files: Map<string, string>) => Promise<Migrated>} migrate
 *   migrates the package that stands in `dir` with these files, without writing there; rejects when the tool fails
 * @property {boolean} [reference] a tool of our own that is only here to test the fuzzer: it promises neither names for
 *   `import` of the package nor a second run
 */

/** The files a tool may touch. @param {Map<string, string>} files */
export const ownFiles = (files) => new Map([...files].filter(([file]) => !file.startsWith('node_modules/')));

/** The files a tool may not touch. @param {Map<string, string>} files */
export const installedFiles = (files) => new Map([...files].filter(([file]) => file.startsWith('node_modules/')));
