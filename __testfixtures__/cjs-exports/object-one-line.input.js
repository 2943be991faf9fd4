function a() {}
function b() {}
const c = 1

module.exports = { a, b: b, see: c }
