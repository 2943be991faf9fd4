console.log(import.meta.url);
export {};
