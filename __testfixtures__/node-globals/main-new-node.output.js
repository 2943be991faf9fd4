exports.run = () => {};

if (import.meta.main) exports.run();
