const EventEmitter = require('events');

class Bus extends EventEmitter {}

const instance = new Bus();
instance.Bus = Bus;

export { instance as default };
