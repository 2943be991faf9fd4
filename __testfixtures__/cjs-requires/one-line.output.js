import os from 'os';
import path from 'path';console.log(os.EOL,path.sep)