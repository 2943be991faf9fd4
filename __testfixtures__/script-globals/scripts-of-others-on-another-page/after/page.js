start({ name: 'page' });
