var width = 2;
export const area = function (height) {
  return width * height
};
(window.areas || []).forEach(area);
console.log(area(3));
