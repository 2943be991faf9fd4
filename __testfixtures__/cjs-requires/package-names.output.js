import dep from 'dep';
const { visible, hidden } = dep;
import { only } from 'named';

console.log(dep.visible, visible, hidden, only);
