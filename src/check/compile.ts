import { Worker } from 'node:worker_threads';

/** Compiles each text as V8 would for `import`, without running or linking it, and sends back what V8 refuses. */
const program = `
const { parentPort } = require('node:worker_threads');
const { SourceTextModule } = require('node:vm');
parentPort.once('message', (files) => {
  const refused = [];
  for (const { path, text } of files) {
    try {
      new SourceTextModule(text, { identifier: path });
    } catch (error) {
      refused.push({ path, message: String(error.message) });
    }
  }
  parentPort.postMessage(refused);
});`;

/**
 * Asks V8 itself, the engine that will load them, which texts are no ES modules. In a worker, because `vm.SourceTextModule`
 * needs a flag (Node.js documentation, "vm: class SourceTextModule").
 * @returns V8's message by path, for the texts that it refuses
 */
export async function compileErrors(files: { path: string; text: string }[]): Promise<Map<string, string>> {
  if (files.length === 0) return new Map();
  const worker = new Worker(program, {
    eval: true,
    execArgv: ['--experimental-vm-modules', '--no-warnings'],
    stderr: true,
  });
  try {
    const refused = await new Promise<{ path: string; message: string }[]>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.postMessage(files);
    });
    return new Map(refused.map(({ path, message }) => [path, message]));
  } finally {
    await worker.terminate();
  }
}
