// before the list
module.exports = { // opening
  // above a
  a: a, // behind a
  /* above b */
  b, /* behind b */
  // at the end
}; // closing

function a() {}
function b() {}
