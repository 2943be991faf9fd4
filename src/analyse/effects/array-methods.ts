/** Array methods that call their first argument with each element, and with their second argument as `this`. */
export const arrayMethods =
  /^(forEach|map|filter|some|every|find|findIndex|findLast|findLastIndex|flatMap|reduce|reduceRight|sort)$/;
