module.exports = ['a', 'b', 'c'].map((letter) => letter.toUpperCase());
