import './state.js';
import './app.js';
