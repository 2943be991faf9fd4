var unit = 21;
