import range from 'dep/functions/range.js';

range();
