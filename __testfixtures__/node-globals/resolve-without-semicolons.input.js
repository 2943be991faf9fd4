(function () {
  console.log(require.resolve('./resolve-without-semicolons'))
})()
