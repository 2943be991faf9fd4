import type { ExportAlias, ModuleFacts } from '../analyse/facts.js';

/** The declarators `api = exports` that go when the members become named exports: every reference to them is rewritten. */
export function goneAliases({ exports }: ModuleFacts): ExportAlias[] {
  const replaced = exports.assignments.find((a) => a.targets.some((t) => t.key === null && t.object !== 'local'));
  return exports.aliases.filter((alias) => {
    const isReplaced =
      replaced?.container.kind === 'declarator' && replaced.container.declaration === alias.declaration;
    const isMember = exports.assignments.some(
      ({ container }) =>
        container.kind === 'declarator' &&
        container.declaration === alias.declaration &&
        container.index === alias.index,
    );
    return !isReplaced && !isMember;
  });
}
