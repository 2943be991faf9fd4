function finish() {
  return 'done ' + typeof start;
}
console.log(start());
