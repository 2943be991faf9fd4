exports.reload = function (file) {
  delete require.cache[require.resolve(file)];
  return require(file);
};
