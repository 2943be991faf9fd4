window.onload = function () {
  start();
};
window.onresize = layout;
onhashchange = layout;
function layout() {
  console.log('layout', typeof URL, stop());
}
window.requestAnimFrame =
  window.requestAnimationFrame ||
  function (callback) {
    setTimeout(callback, 16);
  };
var URL = window.URL || window.webkitURL;
window.AudioContext = window.AudioContext || window.webkitAudioContext;
Map = window.Map || function () {};
var status = 1;
function stop() {
  return 'stopped';
}
