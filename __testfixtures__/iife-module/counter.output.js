/* A counter. */
var n = 0;

// Counts on.
function next() {
  n += 1;
  return n;
}

function value() {
  return n;
}

export { next, value as current };
