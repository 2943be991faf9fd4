globalThis.tell = tell;

var Outer = { name: 'outer' };
globalThis.level = 1;
export function tell(what) {
  console.log(what, level);
}
function show() {
  return document.getElementById('f').contentWindow.Inner.name;
}
tell(Outer.name + typeof show);
