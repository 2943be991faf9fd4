Object.defineProperty(exports, 'version', { value: '1.0.0', enumerable: true });

exports.name = 'tool';
