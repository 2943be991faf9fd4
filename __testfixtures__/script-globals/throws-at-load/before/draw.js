function draw() {
  console.log('draw');
}
