function last(first, rest) {
  first = String(first); // text
  if (arguments.length > 0) arguments[0] = first;
  if (!rest) { rest = []; if (arguments.length > 1) arguments[1] = rest; }
  return [first, rest, arguments[arguments.length - 1]];
}
console.log(last(1, 2));
