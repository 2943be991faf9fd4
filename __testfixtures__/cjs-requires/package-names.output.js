import dep from 'dep';
import { only } from 'named';
const { visible, hidden } = dep;

console.log(dep.visible, visible, hidden, only);
