exports.run = () => {};

if (module === require.main) exports.run();
