var count = 0;

// How many may run at once.
export const LIMIT = 4;

/** Makes an id. */
export function next() {
  return 'id-' + (++count);
}

export function reset() {
  count = 0;
}

export async function load(file) {
  const text = await read(file);
  return `
      ${text}
    `;
}

export function* all() {
  yield 1;
}

const contentType = 'text/plain';
export { contentType as 'content-type' }; // as the server wants it
export const double = (n) => n * 2;

function read(file) {
  return Promise.resolve(file);
}
