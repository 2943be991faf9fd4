globalThis.later = later;

export function greet(who) {
  console.log('hello ' + who);
}
export function later() {
  console.log('later');
}
function unused() {
  return greet;
}
