const load = () => import('./page.js');
const named = (name) => import(`./pages/${name}.js`);

export { load, named };
