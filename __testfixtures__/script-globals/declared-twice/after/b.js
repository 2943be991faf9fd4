function util() {
  return 'b';
}
