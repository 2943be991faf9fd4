import { Game, secret } from './game.js';

function load(name) {
  var script = document.createElement('script');
  script.src = 'js/levels/' + name + '.js?v=1';
  document.body.appendChild(script);
}
console.log(Game.score, lives, secret, typeof load);
