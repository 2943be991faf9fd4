var setup = { on: true };
