/** Pages are content: no script unless a page says so itself with `export const csr = true`. */
export const csr = false;
