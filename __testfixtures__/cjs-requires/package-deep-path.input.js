const range = require('dep/functions/range');

range();
