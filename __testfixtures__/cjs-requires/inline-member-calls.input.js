exports.now = () => require('perf_hooks').performance.now();
exports.tmp = require('os').tmpdir();
