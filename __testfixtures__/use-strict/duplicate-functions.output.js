// first

// second
function twice() {
  return 2;
}

function both() {}
later = later || 5;
var other = 1;
function later() {}
console.log(twice(), both, later, other);
