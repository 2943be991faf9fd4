const here = typeof __dirname === 'string' ? __dirname : '.';

console.log(here);
