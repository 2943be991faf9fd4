import {
	a, // one
	b
} from './a' // both

console.log(a, b)
