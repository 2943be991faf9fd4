window.tools = window.tools || { x: 1 };
window.other = { was: window.other };
shared = (typeof shared === 'undefined') ? 5 : shared;
