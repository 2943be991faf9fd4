import { Console } from 'node:console';
import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { run } from './run.js';

// A run lasts seconds and most functions are hot for a moment only: compiling fewer of them, with less inlining, and
// collecting short-lived objects on one thread takes a tenth off the CPU time. Only for the V8 of Node 20, where it is
// measured: V8 complains on stderr about flags that it does not know.
if (process.versions.v8.startsWith('11.')) {
  setFlagsFromString('--interrupt-budget=250000');
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=200');
  setFlagsFromString('--no-parallel-scavenge');
}

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
