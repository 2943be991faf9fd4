import * as a from './a.js' // first
import * as b from './b.js' // second
var c = 3

console.log(a.a, b.b, c)
