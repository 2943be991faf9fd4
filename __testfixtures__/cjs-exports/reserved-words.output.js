function deleteValue(key) {
  return key;
}
export { deleteValue as delete };
const newValue = () => ({});
export { newValue as new };
const classValue = 'primary';
export { classValue as class };
