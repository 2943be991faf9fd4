import './b.js';
import './c.js';
