export default ['a', 'b', 'c'].map((letter) => letter.toUpperCase());
