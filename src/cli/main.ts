import { Console } from 'node:console';
import { readFileSync } from 'node:fs';
import { run } from './run.js';

// stdout carries results only: what a foreign transform logs must not end up in the patch.
globalThis.console = new Console(process.stderr, process.stderr);

// `esmigrate | head` closes the pipe early, which is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const manifest = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

process.exitCode = await run(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  version: manifest.version,
  migrate: async (cwd, options) => (await import('../migrate.js')).migrate(cwd, options),
});
