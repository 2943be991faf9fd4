exports.a = 'a'
