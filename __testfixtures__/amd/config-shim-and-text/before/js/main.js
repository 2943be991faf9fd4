require.config({
  baseUrl: 'js',
  paths: {
    legacy: '../vendor/legacy',
    text: '../vendor/text',
  },
  shim: {
    legacy: { exports: 'Legacy' },
  },
});

require(['legacy', 'text!templates/list.html', 'app/run'], function (L, template, run) {
  run(L.version, template);
});
