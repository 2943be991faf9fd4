var limit = 3;
throw new Error('stop');
