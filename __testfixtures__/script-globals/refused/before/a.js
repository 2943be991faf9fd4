document.write('<p>x</p>');
var early = 1;
