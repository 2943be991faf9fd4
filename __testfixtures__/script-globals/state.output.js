export var count = 0,
    name2 = 'n';
export function show() {
  console.log(count, name2);
}

export function setCount(value) {
  return (count = value);
}
export function setName2(value) {
  return (name2 = value);
}
