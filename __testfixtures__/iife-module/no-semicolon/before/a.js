(function () { console.log('one line') })(); console.log('behind it');
var count = (function () {
  var start = 1
  function count() {
    return start++
  }
  console.log('ready')
  return count
})()
;(function () {
  console.log(count())
})()
;[1, 2].forEach(function (n) {
  console.log(n)
})
