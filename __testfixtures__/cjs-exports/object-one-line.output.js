function a() {}
function b() {}
const c = 1

export { a, b, c as see }
