import './b.js';
import './app.js';
