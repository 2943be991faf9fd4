var Game = { score: 0 };
var lives = 3;
var secret = 1;
