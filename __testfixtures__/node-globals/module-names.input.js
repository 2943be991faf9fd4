console.log(module.filename, module.path);
