var a = require('./a') // first
  , b = require('./b') // second
  , c = 3

console.log(a.a, b.b, c)
