import { requestAnimFrame, layout } from './setup.js';

globalThis.screen = { width: 640 };
export function start() {
  requestAnimFrame(function () {
    console.log('frame', typeof Map, screen.width);
  });
  console.log(typeof URL, typeof AudioContext);
}
start();
layout();
