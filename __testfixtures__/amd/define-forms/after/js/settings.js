export const settings = { size: 3 };
