import { programs } from './programs.js';
import { migrateProgram } from './run.js';

/** Each program is run before and after its migration. One that stays CommonJS needs a finding that names its file. */
test.each(Object.entries(programs))('%s', async (_, [outcome, code]) => {
  const { result, before, after } = await migrateProgram(`${code}\n`);
  const kept = result.findings.filter((f) => f.file === 'main.js' && f.message.startsWith('Stays CommonJS'));
  expect({ outcome: kept.length > 0 ? 'kept' : 'same', printed: after }).toEqual({ outcome, printed: before });
});
