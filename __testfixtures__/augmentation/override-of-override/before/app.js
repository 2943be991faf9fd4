console.log(Log.line('hello'), Log.level);
