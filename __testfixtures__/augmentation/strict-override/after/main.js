import './sale.js';
import './app.js';
