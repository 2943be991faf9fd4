'use strict';
'use strict';

exports.a = 1;
