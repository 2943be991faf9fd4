start({ name: 'view' });
