const { fork } = require('child_process');
const { Worker } = require('worker_threads');
const child = fork(require.resolve('./child'), ['one'], { stdio: 'inherit' });

child.on('exit', (code) => {
  console.log('child ended with', code);
  new Worker(__dirname + '/worker.js').on('message', (text) => console.log(text));
});
