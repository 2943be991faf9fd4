export const usage = 'one\
  two';
export function parse(text) {
  return text.replace(/\}/g, () => {
    return `}
    `;
  });
}
