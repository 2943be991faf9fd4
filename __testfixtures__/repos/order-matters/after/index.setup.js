process.env.LEVEL = process.env.LEVEL || 'debug';
