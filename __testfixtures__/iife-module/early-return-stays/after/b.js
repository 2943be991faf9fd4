console.log(window.done);
