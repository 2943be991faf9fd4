import { Queue, Queue as MyQueue } from './queue.js';
import slug from './slug.js';

new Queue();
new MyQueue();
slug('a');
