// Strict, because it is 2014.
'use strict';

console.log(1);
