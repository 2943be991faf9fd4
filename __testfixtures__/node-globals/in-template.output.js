const where = `${import.meta.dirname}/data`;
console.log(where);
