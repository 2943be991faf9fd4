export default (function () {
  return { now: Date.now() };
}());
