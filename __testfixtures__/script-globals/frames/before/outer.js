var Outer = { name: 'outer' };
var level = 1;
function tell(what) {
  console.log(what, level);
}
function show() {
  return document.getElementById('f').contentWindow.Inner.name;
}
tell(Outer.name + typeof show);
