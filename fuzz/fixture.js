import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { writeTree } from './execute/workspace.js';

/** Files as one readable text. @param {Map<string, string>} files */
export const showFiles = (files) => [...files].map(([file, text]) => `--- ${file}\n${text}`).join('\n');

/**
 * Writes a program as a fixture of whole-tree tests: `before/` holds the files, `run.json` says what to start.
 * @param {string} folder @param {import('./model/program.js').Program} program
 */
export async function saveFixture(folder, program) {
  await writeTree(path.join(folder, 'before'), program.render());
  await writeFile(
    path.join(folder, 'run.json'),
    JSON.stringify({ entry: program.entry, exitCode: program.exitCode }, null, 2) + '\n',
  );
}
