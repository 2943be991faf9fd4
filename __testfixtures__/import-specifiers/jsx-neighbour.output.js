import Page from './page.jsx';

console.log(Page);
