function start() {
  return finish();
}
