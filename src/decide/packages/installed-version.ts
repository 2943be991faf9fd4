import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The major version of an installed package.
 * @param folder absolute folder of the package; null when it is not found
 * @returns null when there is no such package
 */
export function installedMajor(folder: string | null): number | null {
  const manifest = folder === null ? null : join(folder, 'package.json');
  if (manifest === null || !existsSync(manifest)) return null;
  const major = /"version":\s*"(\d+)\./.exec(readFileSync(manifest, 'utf8'))?.[1];
  return major === undefined ? null : Number(major);
}
