export const max = 10;
