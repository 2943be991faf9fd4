M.add();
console.log(M.get());
