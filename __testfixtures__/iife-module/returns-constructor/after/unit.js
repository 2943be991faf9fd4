export var unit = 21;
