var count = 0,
    name2 = 'n';
function show() {
  console.log(count, name2);
}
