require(['./view', 'util/text', './settings', 'plain'], function (View, text, settings) {
  'use strict';

  console.log(new View('x').show(), text.up('a'), settings.size);
});
