const fs = require('fs');

function load(file) {
  return fs.readFileSync(file, 'utf8');
}

function save(file, text) {
  fs.writeFileSync(file, text);
}

export {
  load,
  save,
};
