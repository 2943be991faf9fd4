import './load.js';
import './app.js';
