import { performance } from 'perf_hooks';
import os from 'os';

exports.now = () => performance.now();
exports.tmp = os.tmpdir();
