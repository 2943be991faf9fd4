function util() {
  return 'a';
}
function useA() {
  return util();
}
