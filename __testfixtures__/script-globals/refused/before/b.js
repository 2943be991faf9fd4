console.log(early, window.later);
var where = document.currentScript ? 'script' : 'none';
