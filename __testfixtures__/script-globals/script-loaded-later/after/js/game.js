export var Game = { score: 0 };
globalThis.Game = Game;
globalThis.lives = 3;
export var secret = 1;
