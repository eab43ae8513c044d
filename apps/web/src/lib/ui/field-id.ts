/** The id of a field's control; the error summary links to it. Names are like contact.email or booking[3]. */
export const fieldId = (name: string): string => `f-${name.replace(/[^A-Za-z0-9]+/g, '-')}`;
