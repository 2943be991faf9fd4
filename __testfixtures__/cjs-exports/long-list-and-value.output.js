const actionCreators = 1, anotherBinding = 2, yetAnotherBinding = 3, oneMoreBinding = 4, lastBinding = 5;

export { actionCreators, anotherBinding, yetAnotherBinding, oneMoreBinding, lastBinding };
export const version = 2;
