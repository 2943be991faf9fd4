import { spawn } from 'node:child_process';

/** @typedef {{ stdout: string, stderr: string, code: number | null, error: string | null }} Outcome `error`: class of an uncaught error */

/**
 * Runs a process to its end. One that takes too long gets more time once, for a machine that was busy; then it has the code null.
 * @param {string} program @param {string[]} args @param {string} cwd @returns {Promise<Outcome>}
 */
export async function execute(program, args, cwd) {
  const outcome = await run(program, args, cwd, 15000);
  return outcome.code === null ? run(program, args, cwd, 60000) : outcome;
}

/** @param {string} program @param {string[]} args @param {string} cwd @param {number} timeout milliseconds @returns {Promise<Outcome>} */
function run(program, args, cwd, timeout) {
  return new Promise((resolve, reject) => {
    /** @type {NodeJS.ProcessEnv} */
    const env = { ...process.env, NODE_OPTIONS: '', NO_COLOR: '1' };
    delete env.FORCE_COLOR;
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], timeout, killSignal: 'SIGKILL' });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ stdout, stderr, code, error: code ? errorClass(stderr) : null }));
  });
}

/** The class of the uncaught error that Node printed. @param {string} stderr */
function errorClass(stderr) {
  return /^(?:Uncaught )?(\w*Error)\b/m.exec(stderr)?.[1] ?? null;
}

/** Equal as far as a user of the program can see. @param {Outcome} a @param {Outcome} b */
export const sameOutcome = (a, b) => a.stdout === b.stdout && a.code === b.code && a.error === b.error;
