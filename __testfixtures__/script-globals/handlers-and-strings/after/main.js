import './ui.js';
import './app.js';
import './handlers.js';
