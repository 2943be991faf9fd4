import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Package } from './project.js';

/** The text of a file in the folder of a package; '' where there is none. @param name relative to the package */
export function packageText(root: string, pack: Pick<Package, 'dir'>, name: string): string {
  const path = join(root, pack.dir, name);
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}
