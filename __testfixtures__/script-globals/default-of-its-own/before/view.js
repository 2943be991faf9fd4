console.log(tools.x, typeof other.was, shared);
