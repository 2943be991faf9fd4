import { fork } from 'child_process';
import { Worker } from 'worker_threads';
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
const child = fork(require.resolve('./child'), ['one'], { stdio: 'inherit' });

child.on('exit', (code) => {
  console.log('child ended with', code);
  new Worker(import.meta.dirname + '/worker.js').on('message', (text) => console.log(text));
});
