var NS = NS || {};
NS.A = function () {};
