/** One job for every connection, so that no two wait for each other. */
export const numberOfJobs = 64;
export const operation = '10';
export const orderOf = (n: number): string => `PO-${String(n).padStart(3, '0')}`;
