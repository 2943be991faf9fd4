let colors;
try {
  colors = require('colors-that-may-be-missing');
} catch (error) {
  colors = null;
}

console.log(colors);
