import debug from 'debug-like';
const log = debug('app');

log(debug.enabled);
