var s = new Shape('x');
console.log(s.name, s.area(), s instanceof Shape);
