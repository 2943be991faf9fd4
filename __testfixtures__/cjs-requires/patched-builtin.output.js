import fs from 'fs';
const { readFileSync } = fs;

fs.readFileSync = () => 'patched';
console.log(readFileSync === fs.readFileSync);
