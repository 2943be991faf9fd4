import { posix } from 'node:path';
import type { FileReference } from '../../discover/project.js';
import type { TextEdit } from './package-globs.js';

/** The part of the decision that names of files depend on. */
export interface NewNames {
  /** Files that become ES modules. */
  converted: Set<string>;
  /** Old path to new path. */
  renamed: Map<string, string>;
  /** Old paths at which a module stays that passes the renamed file on. */
  oldPaths: ReadonlySet<string>;
}

/**
 * The new names of source files in one text: renamed files get their new name, and where Node asks for it under ES
 * modules (`main: "lib"`) the full name. A leading `./` stays or stays away.
 * @param references those of this text
 */
export function referenceEdits(text: string, references: FileReference[], names: NewNames): TextEdit[] {
  return references.flatMap((reference) => {
    const { start, end } = reference;
    const name = newName(text.slice(start, end), reference, names);
    return name === null ? [] : [{ start, end, text: name }];
  });
}

/** Applies edits that don't overlap. */
export function applyTextEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = [...edits].sort((a, b) => b.start - a.start);
  return sorted.reduce((result, edit) => result.slice(0, edit.start) + edit.text + result.slice(edit.end), text);
}

function newName(old: string, reference: FileReference, names: NewNames): string | null {
  const target = names.renamed.get(reference.target);
  if (target === undefined && !(reference.needsFullName && names.converted.has(reference.target))) return null;
  const path = posix.relative(reference.base, target ?? reference.target);
  return old.startsWith('./') || (old === '.' && !path.startsWith('.')) ? `./${path}` : path;
}
