exports.a = function () {
  'use strict';
  return 1;
};

exports.b = () => {
  'use strict';

  return 2;
};
