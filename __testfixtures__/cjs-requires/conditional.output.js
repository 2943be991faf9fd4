const impl = process.platform === 'win32' ? require('./windows') : require('./unix');

impl.start();
