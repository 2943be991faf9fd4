export function level() {
  return CONFIG.level;
}
