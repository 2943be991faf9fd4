var x = 1
if (x > 2) {
	return
}
z = x
console.log(z)
