const path = require('path');

console.log(path.join(__dirname, 'a'), __filename);
