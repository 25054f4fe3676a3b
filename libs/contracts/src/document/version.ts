/** Of the contract, as `npm run contracts:release` sets it: that of the last release until the next one. */
export const contractVersion = '0.1.0';
