function greet(who) {
  console.log('hello ' + who);
}
function later() {
  console.log('later');
}
function unused() {
  return greet;
}
