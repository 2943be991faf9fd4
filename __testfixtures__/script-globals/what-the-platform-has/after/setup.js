import { start } from './game.js';

window.onload = function () {
  start();
};
window.onresize = layout;
globalThis.onhashchange = layout;
export function layout() {
  console.log('layout', typeof URL, stop());
}
export const requestAnimFrame =
  window.requestAnimationFrame ||
  function (callback) {
    setTimeout(callback, 16);
  };
globalThis.URL = window.URL || window.webkitURL;
window.AudioContext = window.AudioContext || window.webkitAudioContext;
globalThis.Map = window.Map || function () {};
globalThis.status = 1;
function stop() {
  return 'stopped';
}
