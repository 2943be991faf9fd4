import './ui.js';
import './app.js';
