console.log(where);
