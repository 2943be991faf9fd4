const pad = require('./util').pad;
const deep = require('./util').settings.deep;

pad(deep);
