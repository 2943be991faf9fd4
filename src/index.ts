export { applyChanges } from './apply/apply.js';
export type { FileChange } from './file-change.js';
export { createPatch } from './apply/patch.js';
export { UserError, type Finding, type Severity } from './finding.js';
export { analyseProject, migrate, type Analysis, type MigrateResult } from './migrate.js';
export { defaultOptions, type MigrateOptions } from './options.js';
export { transformIds } from './transforms-index.js';
