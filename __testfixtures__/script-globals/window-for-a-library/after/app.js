const $ = jQuery;
export const App = { name: 'app' };
$(window).on('resize');
