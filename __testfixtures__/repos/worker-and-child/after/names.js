export const name = (text) => '<' + text + '>';
