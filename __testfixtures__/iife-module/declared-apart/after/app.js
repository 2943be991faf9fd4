import * as Store from './store.js';

console.log(Store.add('x'));
