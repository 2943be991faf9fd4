import { answer } from './src/index.js';

console.log(answer);
