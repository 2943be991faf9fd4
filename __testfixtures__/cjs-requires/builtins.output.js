'use strict';

import fs from 'fs';
import { join, resolve as resolvePath } from 'path';
import EventEmitter from 'events';
import { promisify } from 'node:util';
import { once } from 'events';

console.log(fs, join, resolvePath, EventEmitter, promisify, once);
