Game.score = 5;
lives = 2;
