let sizeValue = 0;
export { sizeValue as size };

export function add(size) {
  sizeValue += size;
  return sizeValue;
}
