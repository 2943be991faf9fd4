var base = {
  name: 'base',
  hello: function () {
    return 'hello ' + this.name;
  },
};
