var Legacy = { version: 7 };
