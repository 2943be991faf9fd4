var screen = { width: 640 };
function start() {
  requestAnimFrame(function () {
    console.log('frame', typeof Map, screen.width);
  });
  console.log(typeof URL, typeof AudioContext);
}
start();
layout();
