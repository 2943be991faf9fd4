export var mode = 'day';
globalThis.mode = mode;
