/** The list follows what is being made. Without a script the page is fetched again until all is ready. */
export const csr = true;
