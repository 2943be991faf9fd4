var comments_shortname = 'my-site';
var player = null;
function onPlayerReady() {
  player = helper();
}
function helper() {
  return 1;
}
console.log(player);
