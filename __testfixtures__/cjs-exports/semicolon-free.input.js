const a = 1

exports.a = a

;[1, 2].forEach(n => console.log(n))

exports.b = () => 2

;(function () {
  exports.c = 3
})()
