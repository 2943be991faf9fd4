console.log(require('./src/index').answer);
