import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { applyChanges } from '../../src/apply/apply.js';
import { migrate } from '../../src/migrate.js';
import { defaultOptions } from '../../src/options.js';

/**
 * Small programs that must do the same before and after: `__testfixtures__/programs/*.txt`. A line `== title` starts one,
 * `-- path` a file of it; `main.js` is run unless `$ command` says what to run. `? path text`: the migrated file has that line.
 * `! rule path:line` lists the findings, all of them; without such a line there are none.
 */
interface Program {
  title: string;
  files: Record<string, string>;
  commands: string[];
  lines: { path: string; text: string }[];
  findings: string[];
}

function parse(text: string): Program[] {
  return text
    .split(/^== /m)
    .slice(1)
    .map((part) => {
      const [title, ...lines] = part.split('\n');
      const program: Program = { title: title!, files: {}, commands: [], lines: [], findings: [] };
      let path = '';
      for (const line of lines) {
        const [, mark, rest] = /^(--|[$?!]) (.*)$/.exec(line) ?? [];
        if (mark === '--') program.files[(path = rest!)] = '';
        else if (mark === '$') program.commands.push(rest!);
        else if (mark === '!') program.findings.push(rest!);
        else if (mark === '?') program.lines.push({ path: rest!.split(' ', 1)[0]!, text: rest!.replace(/^\S+ /, '') });
        else program.files[path] += `${line}\n`;
        if (mark && mark !== '--') path = '';
      }
      delete program.files[''];
      program.files['package.json'] ??= '{ "name": "program", "private": true, "exports": "./main.js" }\n';
      if (program.commands.length === 0) program.commands.push('node main.js');
      return program;
    });
}

const fixtures = new URL('../../__testfixtures__/programs/', import.meta.url);
const root = realpathSync(mkdtempSync(join(tmpdir(), 'esmigrate-programs-')));
afterAll(() => rmSync(root, { recursive: true }));

function run(dir: string, commands: string[]) {
  const env = { ...process.env, NODE_NO_WARNINGS: '1', NODE_OPTIONS: '' };
  return commands.map((command) => {
    const { stdout, status } = spawnSync(command, { cwd: dir, shell: true, encoding: 'utf8', env });
    return { command, stdout, status };
  });
}

describe.each(readdirSync(fixtures))('%s', (name) => {
  const programs = parse(readFileSync(new URL(name, fixtures), 'utf8'));
  test.each(programs.map((p, i) => [p.title, p, i] as const))('%s', async (_, program, index) => {
    const dir = join(root, `${name}-${index}`);
    for (const [path, text] of Object.entries(program.files)) {
      mkdirSync(dirname(join(dir, path)), { recursive: true });
      writeFileSync(join(dir, path), text);
    }
    const before = run(dir, program.commands);
    const { changes, findings } = await migrate(dir, defaultOptions);
    await applyChanges(dir, changes);
    expect(run(dir, program.commands)).toEqual(before);
    const told = findings.filter((f) => f.rule !== 'engines').map((f) => `${f.rule} ${f.file}:${f.line}`);
    expect(told).toEqual(program.findings);
    for (const { path, text } of program.lines) {
      expect(readFileSync(join(dir, path), 'utf8').split('\n')).toContain(text);
    }
    expect((await migrate(dir, defaultOptions)).changes).toEqual([]);
  });
});
