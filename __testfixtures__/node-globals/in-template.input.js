const where = `${__dirname}/data`;
console.log(where);
