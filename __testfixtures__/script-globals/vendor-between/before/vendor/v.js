window.vendor = { on: window.setup.on };
