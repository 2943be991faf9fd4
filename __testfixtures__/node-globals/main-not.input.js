exports.run = () => {};

if (require.main !== module) {
  console.log('loaded');
}
