const patchedFromOutside = {};
patchedFromOutside.now = function () {
  return 1;
};

patchedFromOutside.later = function () {
  return patchedFromOutside.now() + 1;
};

export { patchedFromOutside as default };
