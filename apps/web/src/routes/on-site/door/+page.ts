/** Scanning, sound and the live number need a script; typing a code does not. */
export const csr = true;
