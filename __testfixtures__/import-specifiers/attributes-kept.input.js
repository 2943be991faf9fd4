import data from "./data" with { type: "json" };
import rest from './rest.json' with { type: 'json' };

console.log(data, rest);
