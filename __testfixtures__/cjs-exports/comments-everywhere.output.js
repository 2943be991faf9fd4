// before the list
export { // opening
  // above a
  a, // behind a
  /* above b */
  b, /* behind b */
  // at the end
}; // closing

function a() {}
function b() {}
