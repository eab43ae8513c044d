/** With a script a booth pressed on the plan is chosen without a new page, and what was written stays. */
export const csr = true;
