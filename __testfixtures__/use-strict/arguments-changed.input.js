function chmod(options, mode, pattern) {
  if (!pattern) {
    // shift everything over
    [].unshift.call(arguments, '');
  }
  return [options, mode, pattern];
}
function set(value) {
  arguments[0] = value || 'none'
  return value
}
console.log(chmod('-x', 'file'), chmod('a', 'b', 'c'), set(0));
