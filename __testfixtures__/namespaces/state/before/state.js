var game = game || {};
game.score = 0;
game.level = game.level || 1;
game.hit = function () {
  game.score += game.level;
  game.last = 'hit';
};
