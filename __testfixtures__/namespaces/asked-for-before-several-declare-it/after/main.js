import './app.js';
import './more.js';
import './use.js';
