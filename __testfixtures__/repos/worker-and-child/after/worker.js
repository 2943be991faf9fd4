import { parentPort } from 'worker_threads';
import * as names from './names.js';

parentPort.postMessage('worker ' + names.name('two'));
