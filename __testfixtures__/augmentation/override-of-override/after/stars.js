import { line as plain } from './time.js';

export function line(text) {
  return '* ' + plain(text);
}
