import './shop.js';
import './app.js';
