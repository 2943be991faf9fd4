'use strict';

var zones = {
  domestic: { base: 490, perKilo: 100, countries: ['DE'] },
  europe: { base: 990, perKilo: 250, countries: ['FR', 'GB'] },
  world: { base: 2490, perKilo: 900, countries: [] }
};

var names = exports.names = Object.keys(zones);

exports.of = function (country) {
  for (var i = 0; i < names.length; i++) {
    if (zones[names[i]].countries.indexOf(country) !== -1) return zones[names[i]];
  }
  return zones.world;
};
