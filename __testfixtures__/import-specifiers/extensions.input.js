import { a } from './a';
import './setup';
export * from './b';
export { c } from "./c";

console.log(a);
