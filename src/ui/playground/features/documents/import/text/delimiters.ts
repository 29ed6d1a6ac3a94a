/** The delimiters that tools write between the cells of a table. */
export const delimiters = [",", ";", "\t", "|"] as const;
