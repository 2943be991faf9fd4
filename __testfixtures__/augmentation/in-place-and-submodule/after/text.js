export const text = (function () {
  function up(s) {
    return s.toUpperCase();
  }
  return { up: up };
}());
