if (process.platform === 'win32') {
  exports.separator = '\\';
} else {
  exports.separator = '/';
}
