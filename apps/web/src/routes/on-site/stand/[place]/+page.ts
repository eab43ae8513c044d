/** The list follows what others count; without a script a button does. */
export const csr = true;
