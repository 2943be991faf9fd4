globalThis.onPlayerReady = onPlayerReady;

export var comments_shortname = 'my-site';
globalThis.comments_shortname = comments_shortname;
var player = null;
export function onPlayerReady() {
  player = helper();
}
function helper() {
  return 1;
}
console.log(player);
