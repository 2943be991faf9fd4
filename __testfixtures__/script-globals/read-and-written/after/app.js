import { setCount, count, show, setName2, name2 } from './state.js';

setCount(5);
setCount(count + (2 * 3));
show();
setName2(name2 + '!');
show();
