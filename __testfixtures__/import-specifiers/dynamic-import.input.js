const load = () => import('./page');
const named = (name) => import(`./pages/${name}.js`);

export { load, named };
