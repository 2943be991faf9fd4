console.log(Api.put('x'), Api.get(0), Api.limit);
