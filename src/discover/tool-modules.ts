import type { FileReference } from './project.js';

/** Fields that hold entries or command lines, whose roles come from elsewhere. */
const otherFields = /^(main|module|browser|bin|types|typings|exports|imports|scripts|files)(\.|$)/;
/** Fields that list files to read or to leave out, not modules to load. */
const listFields = /(^|\.)(files|include|exclude|excludedFiles|ignore\w*|\w*[pP]aths?|\w*Patterns?|\w*Match|sources?)$/;

/**
 * Source files that a tool's configuration names, and the tool therefore loads: a coverage map, a setup module, a
 * reporter. What they export must stay what `require()` returned.
 */
export function toolModules(references: FileReference[]): Set<string> {
  const loaded = references.filter((reference) => {
    const isManifest = /(^|\/)package\.json$/.test(reference.from);
    if (isManifest && otherFields.test(reference.field)) return false;
    return reference.from.endsWith('rc') || /\.json$/.test(reference.from) ? !listFields.test(reference.field) : false;
  });
  return new Set(loaded.map((reference) => reference.target));
}
