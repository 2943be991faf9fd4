var Inner = { name: 'inner' };
function report() {
  parent.tell(Inner.name);
  window.top.level = 2;
}
console.log(typeof report);
