import { transformIds } from '../transforms-index.js';
import type { Colors } from './colors.js';

/** The text of `esmigrate list`. */
export function listTransforms(colors: Colors): string {
  const width = Math.max(...transformIds.map(({ id }) => id.length));
  return transformIds.map(({ id, summary }) => `${colors.bold(id.padEnd(width))}  ${summary}\n`).join('');
}
