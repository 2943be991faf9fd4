var module = function (name) {
  console.log('module', name);
};
function test(name, run) {
  console.log('test', name);
  run();
}
function equal(a, b) {
  console.log(a === b);
}
