const here = typeof import.meta.dirname === 'string' ? import.meta.dirname : '.';

console.log(here);
