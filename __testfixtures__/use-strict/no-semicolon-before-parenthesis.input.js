'use strict'

;(function () {
  console.log(1)
})()
