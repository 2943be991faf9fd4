export function helper() {
  return 'help';
}

