'use strict'; // always

console.log(1);
