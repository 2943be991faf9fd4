define(['legacy'], function (Legacy) {
  var run = function (version, text) {
    console.log(version, text, Legacy.version);
  };
  return run;
});
