var x = 1;
// nothing
console.log(false, Reflect.deleteProperty(globalThis, 'globalName'));
