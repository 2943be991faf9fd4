let impl = require('./impl');
if (process.env.FAKE) impl = { run() {} };

impl.run();
