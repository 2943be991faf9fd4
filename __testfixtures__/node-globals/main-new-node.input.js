exports.run = () => {};

if (require.main === module) exports.run();
