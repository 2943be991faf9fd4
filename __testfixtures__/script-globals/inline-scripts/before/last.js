console.log('last', made);
