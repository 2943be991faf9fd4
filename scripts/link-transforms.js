// Last step of the build: gives every compiled transform the short path that jscodeshift is told,
// `jscodeshift -t <package>/transforms/<id>.js`. The files are generated and not in git.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';

const root = new URL('../', import.meta.url);
const compiled = new URL('dist/transforms/', root);
const linked = new URL('transforms/', root);

mkdirSync(compiled, { recursive: true });
for (const name of readdirSync(linked)) if (name.endsWith('.js')) rmSync(new URL(name, linked));
for (const name of readdirSync(compiled)) {
  if (!name.endsWith('.js')) continue;
  writeFileSync(new URL(name, linked), `export { default, parser } from '../dist/transforms/${name}';\n`);
}
