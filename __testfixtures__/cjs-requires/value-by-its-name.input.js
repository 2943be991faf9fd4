const Queue = require('./queue');
const MyQueue = require('./queue');
const slug = require('./slug');

new Queue();
new MyQueue();
slug('a');
