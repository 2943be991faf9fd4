export var setup = { on: true };
globalThis.setup = setup;
