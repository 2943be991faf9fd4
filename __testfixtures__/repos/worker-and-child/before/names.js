exports.name = (text) => '<' + text + '>';
