export const line = 'a b';

export const text = `
  kept   as it is
`;
