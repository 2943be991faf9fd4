console.log({ __dirname: import.meta.dirname, __filename: import.meta.filename });
