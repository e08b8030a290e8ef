import path from 'node:path';

/** The path of a program of this folder, by its name. */
export const programFile = (name: string) => path.join(__dirname, name);
