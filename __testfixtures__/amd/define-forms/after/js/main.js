import { View } from './view.js';
import { text } from './util/text.js';
import { settings } from './settings.js';
import './plain.js';

console.log(new View('x').show(), text.up('a'), settings.size);
