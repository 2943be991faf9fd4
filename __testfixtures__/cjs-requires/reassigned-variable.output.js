import implModule from './impl.js';
let impl = implModule;
if (process.env.FAKE) impl = { run() {} };

impl.run();
