import data from "./data.json" with { type: "json" };
import rest from './rest.json' with { type: 'json' };

console.log(data, rest);
