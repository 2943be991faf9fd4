/**
 * Another's library that was copied into the project: a folder for such, minified text, a release's banner.
 * @param own the name of the package that the file belongs to, whose banner is its own
 */
export function isCopiedLibrary(path: string, text: string, own: string | undefined): boolean {
  if (/(?:^|\/)(?:node_modules|bower_components|jspm_packages|vendors?|third[-_]party)\//.test(path)) return true;
  if (/\.min\.js$/.test(path) || (text.length > 2000 && text.length / text.split('\n').length > 300)) return true;
  const banner = /^\s*(?:\/\*[^]*?\*\/|(?:\/\/[^\n]*\n\s*)+)/.exec(text)?.[0] ?? '';
  const release = /^(?:[\s/*!=-]|@\w+\s)*([\w.-]+)[^\n]*?\bv?\d+\.\d+/.exec(banner);
  return release !== null && release[1]!.toLowerCase().replace(/\.js$/, '') !== own?.toLowerCase().replace(/\.js$/, '');
}
