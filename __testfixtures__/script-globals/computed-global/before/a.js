function onA() {
  return 'A';
}
function onB() {
  return 'B';
}
