/** The count down to starting over needs a script; answering and starting over after the thanks do not. */
export const csr = true;
