function level() {
  return CONFIG.level;
}
