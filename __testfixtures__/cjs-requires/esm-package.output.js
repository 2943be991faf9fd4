import * as esm from 'modern';
import { named } from 'modern';

console.log(esm.named, named);
