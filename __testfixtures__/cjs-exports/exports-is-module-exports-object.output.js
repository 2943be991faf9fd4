export function open(file) {
  return file;
}

export { close };

function close() {}
