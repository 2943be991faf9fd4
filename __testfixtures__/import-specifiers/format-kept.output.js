import {
	a, // one
	b
} from './a.js' // both

console.log(a, b)
