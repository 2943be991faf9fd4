'use strict';


import fs from 'fs';

import path from 'path';


console.log(fs, path);
