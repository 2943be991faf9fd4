import { line as plain } from './base.js';

export function line(text) {
  return 'time ' + plain(text);
}
