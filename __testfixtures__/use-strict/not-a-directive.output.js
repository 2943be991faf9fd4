const a = 'use strict';
('use strict');
console.log(a);
