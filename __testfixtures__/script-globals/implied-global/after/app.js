import { init, hit, score } from './game.js';

init();
hit();
console.log(score);
