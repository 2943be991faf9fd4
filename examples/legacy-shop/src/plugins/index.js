'use strict';

const createLogger = require('../logger');

class PluginManager {
  constructor() {
    this.kinds = new Map();
    this.log = createLogger('plugins');
  }

  /**
   * @param {string} kind  such as `payment`
   * @param {string} name
   * @param {Function|object} plugin
   */
  register(kind, name, plugin) {
    const known = this.of(kind);
    if (known.has(name)) throw new Error(`${kind} plugin ${name} is registered already`);
    known.set(name, plugin);
    this.log.debug(`${kind}/${name} registered`);
    return this;
  }

  of(kind) {
    if (!this.kinds.has(kind)) this.kinds.set(kind, new Map());
    return this.kinds.get(kind);
  }

  has(kind, name) {
    return this.of(kind).has(name);
  }

  get(kind, name) {
    if (!this.has(kind, name)) throw new Error(`No ${kind} plugin ${name}`);
    return this.of(kind).get(name);
  }

  names(kind) {
    return Array.from(this.of(kind).keys()).sort();
  }
}

// One manager for the whole process: plugins register themselves when loaded.
module.exports = new PluginManager();
module.exports.PluginManager = PluginManager;
