game.hit();
if (game.last) console.log(game.score, game.last, game.sound ? game.sound() : 'no sound');
