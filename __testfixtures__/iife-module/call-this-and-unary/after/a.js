var root = globalThis;
export const Alpha = function () {
  return 'alpha';
};
