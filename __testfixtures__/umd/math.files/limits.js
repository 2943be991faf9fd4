var limits = { max: 10 };
