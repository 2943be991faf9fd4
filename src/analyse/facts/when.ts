/** When the code at a place runs: while the file loads unconditionally, maybe while it loads, or after. */
export type When = 'eager' | 'conditional' | 'try' | 'lazy';
