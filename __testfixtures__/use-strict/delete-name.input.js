var x = 1;
delete x; // nothing
console.log(delete x, delete globalName);
