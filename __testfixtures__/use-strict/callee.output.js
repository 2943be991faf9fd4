var factorial = function factorial(n) {
  return n < 2 ? 1 : n * factorial(n - 1);
};
console.log(factorial(4));
