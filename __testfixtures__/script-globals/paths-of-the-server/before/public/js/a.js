var count = 1;
