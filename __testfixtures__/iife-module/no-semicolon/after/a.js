console.log('one line'); console.log('behind it');
var start = 1
function count() {
  return start++
}
console.log('ready')
console.log(count())
;[1, 2].forEach(function (n) {
  console.log(n)
})
