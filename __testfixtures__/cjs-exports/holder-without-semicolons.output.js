const holderWithoutSemicolons = {}
;['get', 'post'].forEach(function (method) {
  holderWithoutSemicolons[method] = function () {}
})

export { holderWithoutSemicolons as default }
