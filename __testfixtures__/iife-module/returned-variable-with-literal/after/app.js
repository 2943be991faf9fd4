import * as Api from './api.js';

console.log(Api.put('x'), Api.get(0), Api.limit);
