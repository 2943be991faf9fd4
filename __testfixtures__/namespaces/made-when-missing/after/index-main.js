import './part.js';
import './main.js';
