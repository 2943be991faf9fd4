var run = function (version, text) {
  console.log(version, text, Legacy.version);
};
export { run };
