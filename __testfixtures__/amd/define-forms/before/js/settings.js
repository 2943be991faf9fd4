define({ size: 3 });
