console.log(Log.both('a', 'b'));
