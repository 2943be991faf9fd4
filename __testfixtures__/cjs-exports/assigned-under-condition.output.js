export let separator;
if (process.platform === 'win32') {
  separator = '\\';
} else {
  separator = '/';
}
