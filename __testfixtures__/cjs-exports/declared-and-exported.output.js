export const levels = ['a', 'b'];

const pick = function (i) {
  return levels[i];
};
export { pick as choose };

export const last = pick(1);
