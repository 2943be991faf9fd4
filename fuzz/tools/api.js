import { pathToFileURL } from 'node:url';
import path from 'node:path';
import { ownFiles } from './tool.js';
import { watchFolderReads } from './shuffle.js';

/**
 * The tool through its typed API, in this process: the fast way.
 * @param {string} entry path of the built API, which exports `migrate` and `defaultOptions`
 * @returns {Promise<import('./tool.js').Tool>}
 */
export async function apiTool(entry) {
  watchFolderReads();
  const { migrate, defaultOptions } = await import(pathToFileURL(path.resolve(entry)).href);
  return {
    name: 'api',
    migrate: async (dir, before) => {
      const { changes, findings } = await migrate(dir, { ...defaultOptions });
      const files = ownFiles(before);
      for (const change of changes) if (change.before !== null) files.delete(change.path);
      for (const change of changes) if (change.after !== null) files.set(change.newPath, change.after);
      return { files, findings };
    },
  };
}
