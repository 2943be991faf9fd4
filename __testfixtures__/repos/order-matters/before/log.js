const level = process.env.LEVEL;
console.log('log at', level);

module.exports = function () {
  console.log.apply(console, [level].concat([].slice.call(arguments)));
};
