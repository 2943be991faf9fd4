const mixin = require('./mixin');
const exportsPassedOn = {};

exportsPassedOn.name = 'base';
mixin(exportsPassedOn);

export { exportsPassedOn as default };
