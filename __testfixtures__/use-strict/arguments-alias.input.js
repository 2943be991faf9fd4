function last(first, rest) {
  first = String(first); // text
  if (!rest) rest = [];
  return [first, rest, arguments[arguments.length - 1]];
}
console.log(last(1, 2));
