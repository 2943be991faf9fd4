export var limits = { max: 10 };
