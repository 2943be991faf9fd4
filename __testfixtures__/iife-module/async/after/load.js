(async function () {
  console.log('load');
  await null;
  console.log('loaded');
})();
