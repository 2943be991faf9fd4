/** @type {import('./types').Config} */
module.exports = {
  debug: false,
  level: 2,
};
