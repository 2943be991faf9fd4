var x = 1
main: {
if (x > 2) {
	break main
}
globalThis.z = x
console.log(z)
}
