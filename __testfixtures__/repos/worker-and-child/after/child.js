import { name } from './names.js';
console.log('child', name(process.argv[2]));
