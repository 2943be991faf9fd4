globalThis.speed = globalThis.speed;

var resolution = 0, count = 1, own = 5; // 0: sixteenth notes
setTimeout(function () { setTimeout(show, 1); }, 1);
setTimeout('speed = 7', 1);
globalThis.speed = 1;
function show() {
  setTimeout(function () { console.log(resolution, count, own, speed); }, 1);
}

export function setResolution(value) {
  return (resolution = value);
}
export function setCount(value) {
  return (count = value);
}
export { resolution, count };
