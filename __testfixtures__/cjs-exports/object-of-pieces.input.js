var count = 0;

module.exports = {
  // How many may run at once.
  LIMIT: 4,

  /** Makes an id. */
  next: function () {
    return 'id-' + (++count);
  },

  reset() {
    count = 0;
  },

  async load(file) {
    const text = await read(file);
    return `
      ${text}
    `;
  },

  *all() {
    yield 1;
  },

  'content-type': 'text/plain', // as the server wants it
  double: (n) => n * 2
};

function read(file) {
  return Promise.resolve(file);
}
