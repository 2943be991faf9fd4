import './more.js';
import './app.js';
