console.log(import.meta.filename, import.meta.dirname);
