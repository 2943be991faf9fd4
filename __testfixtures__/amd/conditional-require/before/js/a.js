define(function (require) {
  return {
    b: function (load) {
      return load ? require('./b') : 'none';
    },
  };
});
