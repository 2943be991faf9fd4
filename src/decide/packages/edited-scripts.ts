import type { Package } from '../../discover/project.js';
import { jsonString, setJsonValue } from './package-json-text.js';

/**
 * Changes the scripts of a package.json, whose text may have changed since it was read.
 * @param text the text as it is by now
 * @param change gives the new command for a command
 * @returns the new text, and the name of the first script that changed; null for none
 */
export function editScripts(
  { json }: Package,
  text: string,
  change: (script: string) => string,
): { text: string; first: string | null } {
  let edited = text;
  let first: string | null = null;
  for (const [name, original] of Object.entries(json.scripts ?? {})) {
    if (typeof original !== 'string') continue;
    const script = jsonString(edited, ['scripts', name]) ?? original;
    const changed = change(script);
    if (changed === script) continue;
    edited = setJsonValue(edited, ['scripts', name], changed);
    first ??= name;
  }
  return { text: edited, first };
}
