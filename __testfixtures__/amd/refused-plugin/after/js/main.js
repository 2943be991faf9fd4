require(['i18n!nls/words'], function (words) {
  console.log(words);
});
