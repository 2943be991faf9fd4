import { start } from './app.js';

start({ name: 'view' });
