/** The numbers follow the doors. Without a script the page is right when it is loaded, and says when that was. */
export const csr = true;
