import './stars.js';
import './app.js';
