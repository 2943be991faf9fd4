exports.run = run;

function run() {}

if (!module.parent) {
  run();
}
