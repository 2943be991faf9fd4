var self = module.exports;

self.name = 'self';
self.greet = function () {
  return 'I am ' + self.name;
};
