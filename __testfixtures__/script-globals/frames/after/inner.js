export var Inner = { name: 'inner' };
globalThis.Inner = Inner;
function report() {
  parent.tell(Inner.name);
  window.top.level = 2;
}
console.log(typeof report);
