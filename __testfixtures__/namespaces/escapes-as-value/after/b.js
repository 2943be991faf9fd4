import { App } from './a.js';

App.b = 2;
