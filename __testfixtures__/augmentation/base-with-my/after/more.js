import { count as shopCount } from './base.js';

export const count = shopCount + 1;
