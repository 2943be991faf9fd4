function chmod(options, mode, pattern) {
  if (!pattern) {
    // shift everything over
    const count = arguments.length;
    [].unshift.call(arguments, '');
    if (count > 0) options = arguments[0];
    if (count > 1) mode = arguments[1];
    if (count > 2) pattern = arguments[2];
  }
  return [options, mode, pattern];
}
function set(value) {
  arguments[0] = value || 'none'
  if (arguments.length > 0) value = arguments[0]
  return value
}
console.log(chmod('-x', 'file'), chmod('a', 'b', 'c'), set(0));
