export default 1;
export const same = 2;
