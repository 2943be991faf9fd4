export const base = function (path) {
  return path;
};
const first = (a) => a[0], last = (a) => a.at(-1);
export { first };
export { last };
const both = [first, last];
export { both as a, both as b };

export const all = () => [base, both];
