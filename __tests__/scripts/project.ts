import type { FileKind, Project } from '../../src/discover/project.js';

/** A project of these files, by path, without a folder on disk. */
export function projectOf(files: ReadonlyMap<string, string>): Project {
  const kindOf = (path: string): FileKind => (path.endsWith('.html') ? 'html' : path.endsWith('.json') ? 'json' : 'js');
  return {
    root: '/',
    packages: [
      { dir: '', manifest: 'package.json', text: '{}', json: {}, published: false, fixture: false, missing: false },
    ],
    files: [...files.keys()].map((path) => ({
      path,
      kind: kindOf(path),
      package: 0,
      esm: false,
      roles: [],
      selected: true,
    })),
    references: [],
    globs: [],
    floor: [20, 19, 0],
    isFloorFixed: false,
  };
}
