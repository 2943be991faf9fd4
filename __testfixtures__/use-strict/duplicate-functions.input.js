// first
function twice() {
  return 1;
}

// second
function twice() {
  return 2;
}

var both;
function both() {}
var later = later || 5, other = 1;
function later() {}
console.log(twice(), both, later, other);
