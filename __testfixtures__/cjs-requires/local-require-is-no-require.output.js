function load(require) {
  return require('fs');
}

load((name) => name);
