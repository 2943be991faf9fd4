import * as tool from './tool.js';

console.log(tool.run(), tool.text.up('x'));
