export const Circle = require('./circle');
export const area = require('./area').area;

const barrelPublic = { Circle, area };
export { barrelPublic as default, barrelPublic as 'module.exports' };
