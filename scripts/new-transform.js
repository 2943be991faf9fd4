// npm run new-transform <id>: makes a transform with its fixture, its page and its place in the index. What it makes works
// and passes the tests; replace the rule in it by your own.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { argv, exit } from 'node:process';

const id = argv[2] ?? '';
if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id))
  fail('usage: npm run new-transform <id>, with an id such as no-debugger');
if (existsSync(`transforms/${id}.ts`)) fail(`transforms/${id}.ts is there already`);

const name = id.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
const summary = 'removes debugger statements';

create(
  `transforms/${id}.ts`,
  `import { defineTransform } from '../src/rewrite/transform.js';

export const parser = 'babel';

export default defineTransform({
  id: '${id}',
  summary: '${summary}',
  rewrite({ facts, edits }) {
    for (const statement of facts.statements) {
      if (statement.type === 'DebuggerStatement') edits.removeStatement(statement.range);
    }
  },
});
`,
);
create(`__testfixtures__/${id}/first.input.js`, 'exports.a = 1;\n\ndebugger;\n\nexports.b = 2;\n');
create(`__testfixtures__/${id}/first.output.js`, 'exports.a = 1;\n\nexports.b = 2;\n');
create(
  `docs/transforms/${id}.md`,
  `# ${id}

Debugger statements go.

**What CommonJS did.** What the code means today.

**What ES modules do.** What is different, and what the transform makes of it.

\`\`\`js
// before
debugger;
// after
\`\`\`

**What to do by hand.** What the transform leaves alone, and why.

Alone: \`npx esmigrate ${id} src/\`, or \`npx jscodeshift -t node_modules/esmigrate/transforms/${id}.js src/\`.
`,
);
insert('src/transforms-index.ts', /\n\];/, `\n  { id: '${id}', summary: '${summary}' },\n];`);
insert(
  'src/rewrite/rewrite.ts',
  /\nimport \{ Edits \}/,
  `\nimport ${name} from '../../transforms/${id}.js';\nimport { Edits }`,
);
insert('src/rewrite/rewrite.ts', /\n\];/, `\n  ${name},\n];`);
console.log(`Next: write the rule in transforms/${id}.ts and what it makes of the fixtures; then npm test.`);

function create(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { flag: 'wx' });
  console.log(`made     ${path}`);
}

function insert(path, at, text) {
  const before = readFileSync(path, 'utf8');
  const after = before.replace(at, () => text);
  if (after === before) fail(`${path} has no place for the new transform; add it by hand`);
  writeFileSync(path, after);
  console.log(`changed  ${path}`);
}

function fail(message) {
  console.error(message);
  exit(1);
}
