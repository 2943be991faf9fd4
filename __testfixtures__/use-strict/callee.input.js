var factorial = function (n) {
  return n < 2 ? 1 : n * arguments.callee(n - 1);
};
console.log(factorial(4));
