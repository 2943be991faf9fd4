if (!window.greet) {
  function greet(name) {
    return 'hello ' + name;
  }
}
