function show() {
  console.log(this.mode);
}
setTimeout(show, 0);
