import { posix } from 'node:path';
import type { FileReference } from '../discover/project.js';

/** The part of the decision that names of files depend on. */
export interface NewNames {
  /** Files that become ES modules. */
  converted: Set<string>;
  /** Old path to new path. */
  renamed: Map<string, string>;
}

/**
 * Rewrites the names of source files in one text: renamed files get their new name, and where Node asks for it under ES
 * modules (`main: "lib"`) the full name. A leading `./` stays or stays away.
 * @param references those of this text
 */
export function renameReferences(text: string, references: FileReference[], names: NewNames): string {
  const sorted = [...references].sort((a, b) => b.start - a.start);
  return sorted.reduce((result, reference) => {
    const name = newName(text.slice(reference.start, reference.end), reference, names);
    return name === null ? result : result.slice(0, reference.start) + name + result.slice(reference.end);
  }, text);
}

function newName(old: string, reference: FileReference, names: NewNames): string | null {
  const target = names.renamed.get(reference.target);
  if (target === undefined && !(reference.needsFullName && names.converted.has(reference.target))) return null;
  const path = posix.relative(reference.base, target ?? reference.target);
  return old.startsWith('./') || (old === '.' && !path.startsWith('.')) ? `./${path}` : path;
}
