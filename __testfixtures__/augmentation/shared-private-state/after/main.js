import './a.js';
import './app.js';
