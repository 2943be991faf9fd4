const dep = require('dep');
const { visible, hidden } = require('dep');
const { only } = require('named');

console.log(dep.visible, visible, hidden, only);
