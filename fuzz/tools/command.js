import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { execute } from '../execute/execute.js';
import { readTree } from '../execute/workspace.js';
import { ownFiles } from './tool.js';

/**
 * The tool as its users start it: one process a package.
 * @param {string} command with `{dir}` for the package folder and `{out}` for the JSON report it writes
 * @returns {import('./tool.js').Tool}
 */
export const commandTool = (command) => ({
  name: 'command',
  migrate: async (dir) => {
    const scratch = await mkdtemp(path.join(os.tmpdir(), 'esmigrate-fuzz-command-'));
    try {
      const copy = path.join(scratch, 'package');
      const out = path.join(scratch, 'report.json');
      await cp(dir, copy, { recursive: true, verbatimSymlinks: true });
      const [program, ...args] = command.split(' ').map((word) => word.replace('{dir}', copy).replace('{out}', out));
      const result = await execute(program, args, process.cwd(), 60000);
      if (result.code === null || result.code > 1) throw new Error(`exit ${result.code}: ${result.stderr.slice(-500)}`);
      const report = JSON.parse(await readFile(out, 'utf8'));
      return { files: ownFiles(await readTree(copy)), findings: report.findings };
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  },
});
